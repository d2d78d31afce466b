import React from 'react';
import { Combobox, InlineFieldRow, RadioButtonGroup } from '@grafana/ui';
import { NumberInput } from '../parts/NumberInput';
import type { FormProps, ShapedMetrics } from './form';
import { metricLabel } from './labels';
import { Labelled } from './Labelled';

const directions = [
  { value: true, label: 'Largest first' },
  { value: false, label: 'Smallest first' },
];

/** Order and limit: only a query with groups has rows to choose among. */
export function OrderFields({ query, onCommit, model, prefix }: FormProps<ShapedMetrics>) {
  const { orderBy, limit, metrics } = query;
  if (!query.by?.length && !orderBy && limit === undefined) {
    return null;
  }
  return (
    <InlineFieldRow>
      <Labelled label="Order by">
        <Combobox
          id={`${prefix}-order`}
          width={30}
          isClearable
          placeholder="Group names"
          options={metrics.map((id) => ({ value: id, label: metricLabel(id, model) }))}
          value={orderBy?.metric ?? null}
          onChange={(chosen) =>
            onCommit({
              ...query,
              orderBy: chosen ? { metric: chosen.value, descending: orderBy?.descending ?? true } : undefined,
            })
          }
        />
      </Labelled>
      {orderBy && (
        <Labelled label="Direction">
          <RadioButtonGroup
            id={`${prefix}-direction`}
            aria-label="Direction"
            options={directions}
            value={orderBy.descending ?? false}
            onChange={(descending) => onCommit({ ...query, orderBy: { ...orderBy, descending } })}
          />
        </Labelled>
      )}
      <Labelled label="At most" tooltip="Rows or series to keep after ordering; the rest is cut with a notice">
        <NumberInput
          id={`${prefix}-limit`}
          width={14}
          whole
          min={1}
          placeholder="all"
          value={limit}
          onCommit={(value) => onCommit({ ...query, limit: value })}
        />
      </Labelled>
    </InlineFieldRow>
  );
}
