// Monaco cannot run in jsdom; a textarea with the same value and callbacks stands in for it.
const React = require('react');
const Editor = (props) =>
  React.createElement('textarea', {
    'aria-label': 'code-editor',
    value: props.value,
    onChange: (event) => props.onChange && props.onChange(event.target.value),
  });
module.exports = { __esModule: true, default: Editor, loader: { config() {}, init: async () => ({}) } };
