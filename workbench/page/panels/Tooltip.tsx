import {
  FieldType,
  dateTimeFormat,
  formattedValueToString,
  getFieldDisplayName,
  type Field,
  type LinkModel,
  type TimeZone,
} from '@grafana/data';
import { SortOrder, TooltipDisplayMode } from '@grafana/schema';
import { Box, Button, SeriesTable, TextLink, type SeriesTableRowProps } from '@grafana/ui';
import React from 'react';

/** What the cursor of a graph takes hold of; Grafana's own name for it is not exported. */
export const HoverMode = { xOne: 0, xAll: 1, xyOne: 2 } as const;

interface TooltipProps {
  /** The x field first. */
  readonly fields: readonly Field[];
  readonly rows: ReadonlyArray<number | null | undefined>;
  /** The series under the cursor, counted with the x field. */
  readonly series: number | null;
  readonly mode: TooltipDisplayMode;
  readonly sort?: SortOrder;
  readonly timeZone: TimeZone;
  /** Links of the value that was clicked. */
  readonly links?: readonly LinkModel[];
  /** Filters the dashboard by the head of the tooltip. */
  readonly onFilter?: (value: string) => void;
}

interface Line extends SeriesTableRowProps {
  readonly numeric: number;
}

export function Tooltip({ fields, rows, series, mode, sort, timeZone, links = [], onFilter }: TooltipProps) {
  const [x, ...others] = fields;
  const at = rows.find((row) => row !== null && row !== undefined);
  if (!x || at === null || at === undefined) {
    return null;
  }
  const lines = others.flatMap((field, index): Line[] => {
    const isHovered = series === index + 1;
    const row = rows[index + 1];
    const isHidden = field.config.custom?.hideFrom?.tooltip || field.config.custom?.hideFrom?.viz;
    if (isHidden || row === null || row === undefined || (mode === TooltipDisplayMode.Single && !isHovered)) {
      return [];
    }
    return [lineOf(field, row, isHovered)];
  });
  return (
    <Box padding={1}>
      <SeriesTable series={sorted(lines, sort)} timestamp={headOf(x, at, timeZone)} />
      {links.map(({ href, title, target }) => (
        <TextLink external={target === '_blank'} href={href} key={href}>
          {title}
        </TextLink>
      ))}
      {onFilter && (
        <Button fill="text" icon="filter" onClick={() => onFilter(String(x.values[at]))} size="sm">
          Filter for &lsquo;{headOf(x, at, timeZone)}&rsquo;
        </Button>
      )}
    </Box>
  );
}

/** Links of a value, for the tooltip that a click pins. */
export function linksOf(field: Field | undefined, row: number | null | undefined): LinkModel[] {
  return row === null || row === undefined ? [] : (field?.getLinks?.({ valueRowIndex: row }) ?? []);
}

function lineOf(field: Field, row: number, isActive: boolean): Line {
  const value: unknown = field.values[row];
  const display = field.display?.(value);
  return {
    color: display?.color,
    isActive,
    label: getFieldDisplayName(field),
    numeric: typeof value === 'number' ? value : -Infinity,
    value: display ? formattedValueToString(display) : String(value),
  };
}

function sorted(lines: Line[], sort: SortOrder = SortOrder.None): Line[] {
  if (sort === SortOrder.None) {
    return lines;
  }
  return [...lines].sort((a, b) => (sort === SortOrder.Ascending ? a.numeric - b.numeric : b.numeric - a.numeric));
}

function headOf(x: Field, row: number, timeZone: TimeZone): string {
  const value: unknown = x.values[row];
  if (x.type === FieldType.time && typeof value === 'number') {
    return dateTimeFormat(value, { timeZone });
  }
  return x.display ? formattedValueToString(x.display(value)) : String(value);
}
