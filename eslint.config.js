const js = require("@eslint/js");
const globals = require("globals");

module.exports = [
  { ignores: ["site/", "dist/", ".venv/", ".site.*/", "node_modules/", "tests/sites/"] },
  js.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      eqeqeq: "error",
      "no-implicit-globals": "error",
      "no-var": "error",
      "prefer-const": "error",
      strict: "off",
    },
  },
  {
    files: ["hooks/**/*.js"],
    languageOptions: {
      sourceType: "script",
      globals: { ...globals.browser, studyguide: "readonly" },
    },
  },
  {
    files: ["tests/javascript/*.js", "scripts/*.js", "eslint.config.js"],
    languageOptions: { sourceType: "commonjs", globals: { ...globals.node, studyguide: "readonly" } },
  },
];
