const React = require('react');
const Svg = React.forwardRef((props, ref) => React.createElement('svg', { ref, 'data-src': props.src }));
module.exports = { __esModule: true, default: Svg, cacheStore: {} };
