globalThis.sgNames = [
["Rye", "concepts/rye/"]
];
