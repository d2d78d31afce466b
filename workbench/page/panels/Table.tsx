import { css } from '@emotion/css';
import { cacheFieldDisplayNames, getFrameDisplayName, type PanelProps } from '@grafana/data';
import type { TableCellHeight, TableSortByFieldState } from '@grafana/schema';
import { Combobox, usePanelContext } from '@grafana/ui';
import { TableNG } from '@grafana/ui/unstable';
import React, { useMemo } from 'react';
import { NoData } from './NoData';

export interface TableOptions {
  cellHeight?: TableCellHeight;
  enablePagination?: boolean;
  frameIndex?: number;
  frozenColumns?: { left?: number };
  maxRowHeight?: number;
  showHeader?: boolean;
  sortBy?: TableSortByFieldState[];
}

const pickerHeight = 40;

export function Table(props: PanelProps<TableOptions>) {
  const { data, options, width, height, fieldConfig, timeRange, onOptionsChange } = props;
  const { onAddAdHocFilter } = usePanelContext();
  // The table reads its headers from this cache.
  useMemo(() => cacheFieldDisplayNames(data.series), [data.series]);
  const at = Math.min(options.frameIndex ?? 0, data.series.length - 1);
  const frame = data.series[at];
  if (!frame?.fields.length) {
    return <NoData fieldConfig={fieldConfig} />;
  }
  const isOne = data.series.length === 1;
  return (
    <div className={column}>
      <TableNG
        cellHeight={options.cellHeight}
        data={frame}
        enablePagination={options.enablePagination}
        fieldConfig={fieldConfig}
        frozenColumns={options.frozenColumns?.left}
        height={isOne ? height : height - pickerHeight}
        initialSortBy={options.sortBy}
        maxRowHeight={options.maxRowHeight}
        noHeader={options.showHeader === false}
        onCellFilterAdded={onAddAdHocFilter}
        onSortByChange={(sortBy) => onOptionsChange({ ...options, sortBy })}
        structureRev={data.structureRev}
        timeRange={timeRange}
        width={width}
      />
      {!isOne && (
        <Combobox
          aria-label="Frame"
          onChange={({ value }) => onOptionsChange({ ...options, frameIndex: value })}
          options={data.series.map((one, value) => ({ value, label: getFrameDisplayName(one, value) }))}
          value={at}
        />
      )}
    </div>
  );
}

const column = css({ display: 'flex', flexDirection: 'column', height: '100%', justifyContent: 'space-between' });
