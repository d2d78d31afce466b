import {
  VizOrientation,
  getDisplayValueAlignmentFactors,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
  type PanelProps,
} from '@grafana/data';
import { config } from '@grafana/runtime';
import type { BarGaugeNamePlacement, BarGaugeValueMode, VizTextDisplayOptions } from '@grafana/schema';
import { BarGaugeDisplayMode, BarGaugeSizing } from '@grafana/schema';
import { BarGauge as Bar, VizRepeater } from '@grafana/ui';
import React from 'react';
import { NoData } from './NoData';
import { withLinks } from './Stat';
import { displaysOf, hasRows, type DisplayOptions } from './displays';

export interface BarGaugeOptions extends DisplayOptions {
  displayMode?: BarGaugeDisplayMode;
  maxVizHeight?: number;
  minVizHeight?: number;
  minVizWidth?: number;
  namePlacement?: BarGaugeNamePlacement;
  orientation?: VizOrientation;
  showUnfilled?: boolean;
  sizing?: BarGaugeSizing;
  text?: VizTextDisplayOptions;
  valueMode?: BarGaugeValueMode;
}

const spacing = 10;

export function BarGauge(props: PanelProps<BarGaugeOptions>) {
  const { width, height, options, data, renderCounter } = props;
  if (!hasRows(props)) {
    return <NoData fieldConfig={props.fieldConfig} />;
  }
  const isManual = options.sizing === BarGaugeSizing.Manual;
  return (
    <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      getValues={() => displaysOf(props)}
      height={height}
      itemSpacing={spacing}
      maxVizHeight={isManual ? options.maxVizHeight : 300}
      minVizHeight={isManual ? options.minVizHeight : 16}
      minVizWidth={isManual ? options.minVizWidth : 8}
      orientation={orientationOf(props)}
      renderCounter={renderCounter}
      renderValue={({ value, width, height, orientation, alignmentFactors, count }) =>
        withLinks(value, (onClick) => (
          <Bar
            alignmentFactors={count > 1 ? alignmentFactors : undefined}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
            displayMode={options.displayMode ?? BarGaugeDisplayMode.Gradient}
            field={value.field}
            height={height}
            isOverflow={false}
            itemSpacing={spacing}
            lcdCellWidth={12}
            namePlacement={options.namePlacement}
            onClick={onClick}
            orientation={orientation}
            showUnfilled={options.showUnfilled ?? true}
            text={options.text}
            theme={config.theme2}
            value={value.display}
            valueDisplayMode={options.valueMode}
            width={width}
          />
        ))
      }
      source={data}
      width={width}
    />
  );
}

function orientationOf({ options, width, height }: PanelProps<BarGaugeOptions>): VizOrientation {
  if (options.orientation && options.orientation !== VizOrientation.Auto) {
    return options.orientation;
  }
  return width > height ? VizOrientation.Vertical : VizOrientation.Horizontal;
}
