import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Starts with the files that take long, so that no worker is left with one of them at the end when the others have nothing to do. */
export function longestFirst(files: readonly string[]): typeof BaseSequencer {
  const rank = ({ moduleId }: TestSpecification) => {
    const at = files.findIndex((file) => moduleId.endsWith(`/${file}`));
    return at < 0 ? files.length : at;
  };
  return class LongestFirst extends BaseSequencer {
    override async sort(specifications: TestSpecification[]): Promise<TestSpecification[]> {
      const sorted = await super.sort(specifications);
      return sorted.sort((a, b) => rank(a) - rank(b));
    }
  };
}
