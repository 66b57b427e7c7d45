globalThis.studyguideOffline = {"files":{"assets/icon.svg":"sha256-kvMHB88CY9wFbi4ii90LpqaG82hOzbbbHsn2vjd0nJc=","review/":"sha256-43vcWYIqZb+pAAsAO0fNUqty6gVu2boYw/jA8EcXr/E="},"guide":"bread","version":"0d36015cd0a720d7"};
"use strict";
addEventListener("fetch", () => {});
