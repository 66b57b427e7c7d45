(globalThis.sgSearch??=[]).push(["words-0","87408ec47fa0",{"words":"more\nrye\ntake\nwater","postings":"1H\n14\n1H\n1H"}]);
