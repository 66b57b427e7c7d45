"use strict";
fetch("glossary.json");
