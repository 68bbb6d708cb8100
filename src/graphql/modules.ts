import { accountsModule } from './accounts.ts';
import { auditModule } from './audit.ts';
import type { SchemaOptions } from './create-schema.ts';
import { dryRunModule } from './dry-run.ts';
import { executionLogsModule } from './execution-logs.ts';
import { installationModule } from './installation.ts';
import { logFileModule } from './log-file.ts';
import { logViewsModule } from './log-views.ts';
import { organizationModule } from './organization.ts';
import { preferencesModule } from './preferences.ts';
import { retentionModule } from './retention.ts';
import { rolesModule } from './roles.ts';
import { ruleStatisticsModule } from './rule-statistics.ts';
import { rulesModule } from './rules.ts';

/** What the schema has beside records, in the order in which it is printed. */
export const schemaModules: SchemaOptions['modules'] = [
  rulesModule,
  dryRunModule,
  organizationModule,
  executionLogsModule,
  logViewsModule,
  preferencesModule,
  accountsModule,
  rolesModule,
  auditModule,
  retentionModule,
  installationModule,
  logFileModule,
  ruleStatisticsModule,
];
