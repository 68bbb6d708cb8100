import { Link } from '@tanstack/react-router';
import { typeSlug, useTargets } from '../records/record-types.ts';

/** The id of a record, linked to its page when its type is known. */
export function RecordLink({ target, id, withLabel }: { target: string; id: number | string; withLabel?: boolean }) {
  const type = useTargets().find(target);
  const text = withLabel ? `${type?.label ?? target} ${id}` : String(id);
  if (!type) return <>{text}</>;
  return (
    <Link to="/records/$type/$id" params={{ type: typeSlug(type.name), id: String(id) }}>
      {text}
    </Link>
  );
}

export function TargetLabel({ target }: { target: string }) {
  const label = useTargets().label(target);
  return <span title={label}>{label}</span>;
}
