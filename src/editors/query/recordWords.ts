import type { ItemName } from '../../model/types';
import type { RecordSet } from '../../plan/query';

/** How each list of records is called, and which rows it has. */
export const recordWords: Readonly<
  Record<ItemName, Partial<Readonly<Record<RecordSet, { readonly label: string; readonly meaning: string }>>>>
> = {
  deal: {
    created: { label: 'Created', meaning: 'Deals created in the range' },
    closed: { label: 'Closed', meaning: 'Deals won or lost in the range' },
    won: { label: 'Won', meaning: 'Deals won in the range' },
    lost: { label: 'Lost', meaning: 'Deals lost in the range' },
    open: { label: 'Open', meaning: 'Deals open at the end of the range, or now' },
    expected: { label: 'Expected to close', meaning: 'Open deals expected to close in the range' },
    stalled: { label: 'Stalled', meaning: 'Open deals longer in their stage than the model allows' },
    untouched: { label: 'Untouched', meaning: 'Open deals without an activity in the last 30 days' },
    passed_close: { label: 'Past their close date', meaning: 'Open deals whose expected close date has passed' },
    pushed: { label: 'Pushed again', meaning: 'Open deals whose expected close date was moved on at least twice' },
  },
  lead: {
    created: { label: 'Created', meaning: 'Leads created in the range' },
    qualified: { label: 'Qualified', meaning: 'Leads qualified in the range' },
    converted: { label: 'Converted', meaning: 'Leads converted in the range' },
  },
};
