import { VizOrientation, type FieldDisplay, type PanelProps } from '@grafana/data';
import { config } from '@grafana/runtime';
import { PercentChangeColorMode, type BigValueTextMode as TextMode, type VizTextDisplayOptions } from '@grafana/schema';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  DataLinksContextMenu,
  VizRepeater,
} from '@grafana/ui';
import React from 'react';
import { NoData } from './NoData';
import { displaysOf, hasRows, type DisplayOptions } from './displays';

export interface StatOptions extends DisplayOptions {
  colorMode?: BigValueColorMode;
  graphMode?: BigValueGraphMode;
  justifyMode?: BigValueJustifyMode;
  orientation?: VizOrientation;
  percentChangeColorMode?: PercentChangeColorMode;
  showPercentChange?: boolean;
  text?: VizTextDisplayOptions;
  textMode?: BigValueTextMode | TextMode;
  wideLayout?: boolean;
}

interface Place {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

export function Stat(props: PanelProps<StatOptions>) {
  const { width, height, options, data, renderCounter } = props;
  if (!hasRows(props)) {
    return <NoData fieldConfig={props.fieldConfig} />;
  }
  const wanted = { sparkline: options.graphMode !== BigValueGraphMode.None, percentChange: options.showPercentChange };
  return (
    <VizRepeater
      autoGrid
      getValues={() => displaysOf(props, wanted)}
      height={height}
      orientation={options.orientation ?? VizOrientation.Auto}
      renderCounter={renderCounter}
      renderValue={({ value, width, height, count }) =>
        withLinks(value, (onClick) => renderValue(value, options, { width, height, count }, onClick))
      }
      source={data}
      width={width}
    />
  );
}

function renderValue(
  { display, sparkline, hasLinks }: FieldDisplay,
  options: StatOptions,
  place: Place,
  onClick?: React.MouseEventHandler<HTMLElement>
) {
  return (
    <BigValue
      {...place}
      colorMode={options.colorMode ?? BigValueColorMode.Value}
      disableWideLayout={options.wideLayout === false}
      graphMode={options.graphMode ?? BigValueGraphMode.Area}
      hasLinks={hasLinks}
      justifyMode={options.justifyMode ?? BigValueJustifyMode.Auto}
      onClick={onClick}
      percentChangeColorMode={options.percentChangeColorMode ?? PercentChangeColorMode.Standard}
      sparkline={sparkline}
      text={options.text}
      textMode={(options.textMode ?? BigValueTextMode.Auto) as BigValueTextMode}
      theme={config.theme2}
      value={display}
    />
  );
}

/** A value with links opens them on a click. */
export function withLinks(
  value: FieldDisplay,
  render: (onClick?: React.MouseEventHandler<HTMLElement>) => React.JSX.Element
) {
  const { hasLinks, getLinks } = value;
  if (!hasLinks || !getLinks) {
    return render();
  }
  return <DataLinksContextMenu links={getLinks}>{({ openMenu }) => render(openMenu)}</DataLinksContextMenu>;
}
