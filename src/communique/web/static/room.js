// Comfort only: every page says all it has to say without this file.
"use strict";
