"use strict";
fetch("search/search_index.json");
