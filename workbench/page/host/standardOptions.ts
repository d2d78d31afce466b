/**
 * The field options that every panel knows: unit, decimals, thresholds and so on. Grafana keeps its own registry of
 * them out of its libraries; this one has no editors, because the workbench edits no panels.
 */
import {
  FieldType,
  ThresholdsMode,
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  identityOverrideProcessor,
  standardEditorsRegistry,
  standardFieldConfigEditorRegistry,
  standardTransformers,
  standardTransformersRegistry,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
  type Field,
  type FieldConfigPropertyItem,
  type TransformerRegistryItem,
} from '@grafana/data';

/** Libraries of Grafana 13 call it to get it, and earlier ones read it. */
function callable<Info extends object>(info: Info): Info {
  const call: unknown = Object.defineProperties(() => Promise.resolve(info), Object.getOwnPropertyDescriptors(info));
  return call as Info;
}

const noEditor = () => null;
const always = () => true;
const isNumber = (field: Field) => field.type === FieldType.number;

type Option = Pick<FieldConfigPropertyItem, 'process' | 'settings'> & {
  id: string;
  shouldApply?: (field: Field) => boolean;
  defaultValue?: unknown;
};

/** A number, also from text with a variable in it. */
const toNumber: FieldConfigPropertyItem['process'] = (value, context) => {
  const text =
    typeof value === 'string' ? (context.replaceVariables?.(value, context.field?.state?.scopedVars) ?? value) : value;
  return text === undefined || text === null || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text);
};

const options: Option[] = [
  { id: 'displayName', process: displayNameOverrideProcessor, settings: { expandTemplateVars: true } },
  { id: 'description', process: identityOverrideProcessor },
  { id: 'unit', process: unitOverrideProcessor },
  { id: 'min', process: toNumber, shouldApply: isNumber },
  { id: 'max', process: toNumber, shouldApply: isNumber },
  { id: 'fieldMinMax', process: booleanOverrideProcessor, shouldApply: isNumber },
  { id: 'decimals', process: toNumber, shouldApply: isNumber },
  { id: 'noValue', process: identityOverrideProcessor },
  { id: 'color', process: identityOverrideProcessor },
  { id: 'links', process: dataLinksOverrideProcessor },
  { id: 'actions', process: identityOverrideProcessor },
  { id: 'mappings', process: valueMappingsOverrideProcessor, defaultValue: [] },
  { id: 'filterable', process: booleanOverrideProcessor },
  {
    id: 'thresholds',
    process: thresholdsOverrideProcessor,
    shouldApply: isNumber,
    defaultValue: {
      mode: ThresholdsMode.Absolute,
      steps: [
        { value: -Infinity, color: 'green' },
        { value: 80, color: 'red' },
      ],
    },
  },
];

function toProperty({ id, process, settings, shouldApply = always, defaultValue }: Option): FieldConfigPropertyItem {
  return {
    id,
    path: id,
    name: id,
    editor: noEditor,
    override: noEditor,
    process,
    shouldApply,
    defaultValue,
    category: ['Standard options'],
    settings: settings ?? {},
  };
}

/** The names that panel plugins look up when they add an option. */
const editors = [
  'actions',
  'boolean',
  'button-group',
  'cell-options',
  'color',
  'dashboard-uid',
  'field-name',
  'fieldColor',
  'legend',
  'links',
  'mappings',
  'multi-select',
  'number',
  'radio',
  'select',
  'slider',
  'stats-picker',
  'string-array',
  'strings',
  'text',
  'thresholds',
  'timezone',
  'unit',
];

export function installRegistries(): void {
  standardEditorsRegistry.setInit(() => editors.map((id) => ({ id, name: id, editor: noEditor })));
  standardFieldConfigEditorRegistry.setInit(() => options.map(toProperty));
  // Two names of the list stand for one transformation.
  const transformers = new Map(
    Object.values(standardTransformers).map((transformation) => [transformation.id, transformation])
  );
  standardTransformersRegistry.setInit(() =>
    [...transformers.values()].map((transformation): TransformerRegistryItem => ({
      id: transformation.id,
      name: transformation.name,
      transformation: callable(transformation),
      editor: noEditor,
      imageDark: '',
      imageLight: '',
    }))
  );
}
