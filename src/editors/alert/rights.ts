/** What this user of this Grafana may do with a rule, told before the click. */
import { config } from '@grafana/runtime';

export interface Circumstances {
  readonly hasAlerting: boolean;
  /** Actions that the user may do; empty where Grafana does not say. */
  readonly permissions: Readonly<Record<string, boolean>>;
  /** `Viewer`, `Editor`, `Admin`; empty for nobody. */
  readonly role: string;
  readonly version: string;
}

/** True, or the sentence that says why not. */
export type Right = true | string;

export interface Rights {
  /** Grafana's own evaluator. */
  readonly evaluate: Right;
  readonly form: Right;
  readonly create: Right;
}

export const circumstances = (): Circumstances => ({
  hasAlerting: config.unifiedAlertingEnabled === true,
  permissions: config.bootData?.user?.permissions ?? {},
  role: config.bootData?.user?.orgRole ?? '',
  version: config.buildInfo?.version ?? '',
});

/** Versions whose rule form loses the queries that it is given. */
const losesQueries = ['12.3.0', '12.3.1'];

export function rightsOf({ hasAlerting, permissions, role, version }: Circumstances): Rights {
  const says = Object.keys(permissions).length > 0;
  const may = (...actions: string[]): boolean => actions.every((action) => permissions[action] === true);
  const writes = role === 'Editor' || role === 'Admin';
  if (!hasAlerting) {
    const off = 'there is no alerting in this Grafana';
    return { evaluate: off, form: off, create: off };
  }
  const creates = says ? may('alert.rules:create') : writes;
  const provisions = says
    ? may('alert.provisioning:write') ||
      may('alert.rules.provisioning:write') ||
      may('alert.rules:create', 'alert.provisioning.provenance:write')
    : writes;
  const lacking = (what: string): string =>
    `your role${role && ` (${role})`} may not ${what}: ask an admin, or hand over the file below`;
  return {
    evaluate: (says ? may('alert.rules:read') : role !== '') || 'your role may not read alert rules',
    form: creates
      ? losesQueries.includes(version)
        ? `the rule form of Grafana ${version} loses the queries that it is given: create the rule here, or update to 12.3.2`
        : true
      : lacking('create alert rules'),
    create: provisions || lacking('create alert rules through the API'),
  };
}
