/** The part of Grafana's HTTP interface that the dialog asks; tests pass their own. */
import { getBackendSrv, isFetchError } from '@grafana/runtime';
import { lastValueFrom } from 'rxjs';
import { evalBody, provisioningBody, type Folder } from '../../native/alerts/api';
import type { Rule } from '../../native/grafana/Rule';
import type { EvalAnswer } from './evalAnswer';

export interface Alerting {
  evaluate(rule: Rule): Promise<EvalAnswer>;
  /** Those in which this user may write. */
  folders(): Promise<readonly Folder[]>;
  createFolder(title: string): Promise<Folder>;
  create(rule: Rule, folder: string, group: string, options: { readonly isPaused: boolean }): Promise<Created>;
}

export interface Created {
  readonly uid: string;
  /** Seconds from one evaluation of its group to the next; undefined where Grafana does not say. */
  readonly interval?: number;
}

interface Asked {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly data?: object;
  readonly headers?: Record<string, string>;
}

const ask = async <T>(url: string, asked: Asked): Promise<T> =>
  (
    await lastValueFrom(
      getBackendSrv().fetch<T>({
        url,
        ...asked,
        showErrorAlert: false,
        showSuccessAlert: false,
        hideFromInspector: true,
      })
    )
  ).data;

export const grafanaAlerting: Alerting = {
  // A condition that fails comes as an error with the results in it.
  evaluate: (rule) => ask('/api/v1/eval', { method: 'POST', data: evalBody(rule) }),
  folders: async () =>
    (await ask<readonly Folder[]>('/api/folders?limit=1000&permission=Edit', { method: 'GET' })).map(
      ({ uid, title }) => ({ uid, title })
    ),
  createFolder: (title) => ask('/api/folders', { method: 'POST', data: { title } }),
  create: async (rule, folder, group, options) => {
    const { uid } = await ask<{ uid: string }>('/api/v1/provisioning/alert-rules', {
      method: 'POST',
      data: provisioningBody(rule, folder, group, options),
      headers: editable,
    });
    return { uid, interval: await settle(folder, group, uid) };
  },
};

/** Without it nobody could edit the rule in Grafana. */
const editable = { 'X-Disable-Provenance': 'true' };

interface Group {
  readonly interval: number;
  readonly rules: ReadonlyArray<{ readonly uid: string }>;
}

/** A new group is evaluated every minute, which is often for statements that read months of deals. */
const usualInterval = 600;

/** Sets the interval of a group that holds nothing but the new rule; the rule stands whatever comes of it. */
async function settle(folder: string, title: string, rule: string): Promise<number | undefined> {
  const url = `/api/v1/provisioning/folder/${encodeURIComponent(folder)}/rule-groups/${encodeURIComponent(title)}`;
  let interval: number | undefined;
  try {
    const group = await ask<Group>(url, { method: 'GET' });
    interval = group.interval;
    if (group.rules.length === 1 && group.rules[0]!.uid === rule && interval < usualInterval) {
      await ask(url, { method: 'PUT', data: { ...group, interval: usualInterval }, headers: editable });
      interval = usualInterval;
    }
  } catch {
    // The group may not be read or changed by this user, or the connection was lost: how often it is evaluated is not known.
  }
  return interval;
}

/** What went wrong, with Grafana's own words. */
export function reasonOf(error: unknown): string {
  if (isFetchError(error)) {
    const said = (error.data as { message?: string; error?: string } | undefined) ?? {};
    return `Grafana answered ${error.status}: ${said.message || said.error || error.statusText || 'without a text'}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Whether this user or this Grafana cannot do it, whatever the permissions said. */
export const isUnavailable = (error: unknown): boolean =>
  isFetchError(error) && (error.status === 401 || error.status === 403 || error.status === 404);
