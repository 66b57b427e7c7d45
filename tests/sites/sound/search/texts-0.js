(globalThis.sgSearch??=[]).push(["texts-0","87408ec47fa0",["Rye takes more water."]]);
