#!/usr/bin/env node
"use strict";

const { runCli } = require("../lib/native.cjs");

process.exitCode = runCli(["polyroute", ...process.argv.slice(2)]);
