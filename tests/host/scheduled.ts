/** Provisioned rules cannot be changed through the API: copies of them are evaluated every ten seconds. */
import type { APIRequestContext } from '@playwright/test';
import type { Rule } from './evaluated';

export interface ScheduledRule {
  /** Of the rule that it is a copy of. */
  readonly uid: string;
  readonly name: string;
  readonly health: string;
  readonly lastError?: string;
  readonly lastEvaluation: string;
  readonly alerts: ReadonlyArray<{
    readonly state: string;
    readonly labels: Record<string, string>;
    readonly annotations: Record<string, string>;
  }>;
}

const folder = 'host-rules';
const never = '0001';

/** Looks at the rules once all of them have been evaluated; nothing of them stays. */
export async function scheduledCopies(
  request: APIRequestContext,
  rules: readonly Rule[],
  look: (rules: readonly ScheduledRule[]) => void
): Promise<void> {
  await request.delete(`/api/folders/${folder}?forceDeleteRules=true`);
  await request.post('/api/folders', { data: { uid: folder, title: 'Copies of the rules' } });
  try {
    const copies = rules.map((rule) => ({
      ...rule,
      id: undefined,
      provenance: undefined,
      uid: '',
      folderUID: folder,
      ruleGroup: 'copies',
    }));
    const made = await request.put(`/api/v1/provisioning/folder/${folder}/rule-groups/copies`, {
      data: { title: 'copies', folderUid: folder, interval: 10, rules: copies },
      headers: { 'X-Disable-Provenance': 'true' },
    });
    if (!made.ok()) {
      throw new Error(`${made.status()} ${await made.text()}`);
    }
    look(await evaluated(request, rules));
  } finally {
    await request.delete(`/api/folders/${folder}?forceDeleteRules=true`);
  }
}

async function evaluated(request: APIRequestContext, rules: readonly Rule[]): Promise<readonly ScheduledRule[]> {
  for (
    const begun = Date.now();
    Date.now() - begun < 90_000;
    await new Promise((resolve) => setTimeout(resolve, 1000))
  ) {
    const answer = await request.get(`/api/prometheus/grafana/api/v1/rules?folder_uid=${folder}`);
    const { data } = (await answer.json()) as { data: { groups: Array<{ rules: ScheduledRule[] }> } };
    const found = data.groups.flatMap((group) => group.rules);
    if (found.length === rules.length && found.every(({ lastEvaluation }) => !lastEvaluation.startsWith(never))) {
      return found.map((one) => ({ ...one, uid: rules.find(({ title }) => title === one.name)?.uid ?? '' }));
    }
  }
  throw new Error('the rules were not evaluated within 90 s');
}
