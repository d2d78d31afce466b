import type { PipelinePlan, WaterfallBucket } from '../plan/Plan';

interface Words {
  readonly label: string;
  readonly meaning: string;
}

const words: Readonly<Record<WaterfallBucket, Words>> = {
  start: { label: 'Start', meaning: 'Open at the start, at the amounts of then.' },
  created: { label: 'Created', meaning: 'Created since the start and open at the end, at the amounts of the end.' },
  reopened: { label: 'Re-opened', meaning: 'Closed at the start and open at the end, at the amounts of the end.' },
  pulled_in: { label: 'Pulled in', meaning: 'Open all along; the expected close has moved into the period. At the amounts of the end.' },
  amount_up: { label: 'Amount raised', meaning: 'In the answer at both ends: what their amounts grew by.' },
  amount_down: { label: 'Amount cut', meaning: 'In the answer at both ends: what their amounts shrank by.' },
  won: { label: 'Won', meaning: 'In the answer at the start and won at the end, at the amounts of the start: not what was booked.' },
  lost: { label: 'Lost', meaning: 'In the answer at the start and lost at the end, at the amounts of the start.' },
  pushed_out: { label: 'Pushed out', meaning: 'Still open; the expected close has moved out of the period, or is gone. At the amounts of the start.' },
  transferred_in: { label: 'Transferred in', meaning: 'In the answer at both ends, and in this group at the end only, at the amounts of the end.' },
  transferred_out: { label: 'Transferred out', meaning: 'In the answer at both ends, and in this group at the start only, at the amounts of the start.' },
  fx: { label: 'Exchange rates', meaning: 'In the answer at both ends: what the rates did to the amounts of the start.' },
  end: { label: 'End', meaning: 'Open at the end, at the amounts of then.' },
};

export const bucketLabel = (bucket: WaterfallBucket): string => words[bucket].label;

export const bucketMeaning = (bucket: WaterfallBucket, { hasAmount }: PipelinePlan): string =>
  hasAmount ? words[bucket].meaning : words[bucket].meaning.replace(/,? at the amounts of (then|the end|the start)(: not what was booked)?\./, '.').replace(/ At the amounts of .*\.$/, '');
