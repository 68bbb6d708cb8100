import { ScrollArea } from '@mantine/core';
import { IconBolt, IconListSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMay } from '../../api/current-person.ts';
import { recordTypesQuery } from '../../records/record-types.ts';
import { groupRecordTypes } from '../../records/type-groups.ts';
import { AdministrationNav } from './administration-nav.tsx';
import { Brand } from './brand.tsx';
import classes from './navigation.module.css';
import { TypeGroupNav } from './type-group-nav.tsx';
import { UserMenu } from './user-menu.tsx';

export function Navigation() {
  const { data: types = [] } = useQuery(recordTypesQuery);
  const [maySeeLogs, maySeeActions, mayAdminister] = [useMay('SEE_LOGS'), useMay('SEE_ACTIONS'), useMay('ADMINISTER')];
  return (
    <nav className={classes.root} aria-label="Main">
      <div className={classes.brand}>
        <Brand />
      </div>
      <ScrollArea className={classes.scroll} scrollbarSize={6} scrollbars="y" type="hover">
        <ul className={classes.list}>
          {maySeeLogs && (
            <li>
              <Link to="/execution-logs" className={classes.link}>
                <IconListSearch size={16} stroke={1.6} aria-hidden />
                <span>Execution Logs</span>
              </Link>
            </li>
          )}
          {maySeeActions && (
            <li>
              <Link to="/actions" className={classes.link}>
                <IconBolt size={16} stroke={1.6} aria-hidden />
                <span>Actions</span>
              </Link>
            </li>
          )}
        </ul>
        {mayAdminister && <AdministrationNav />}
        <p className={classes.heading}>Records</p>
        {groupRecordTypes(types).map((group) => (
          <TypeGroupNav key={group.label} group={group} />
        ))}
      </ScrollArea>
      <UserMenu />
    </nav>
  );
}
