import { defineConfig } from "@playwright/test";

/** Set where Playwright did not bring a browser of its own. */
const executablePath = process.env["LAGEBILD_CHROMIUM"];

const PROGRAM = "program/**";

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  workers: 2,
  forbidOnly: true,
  preserveOutput: "failures-only",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "de-DE",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1280, height: 900 },
    actionTimeout: 15_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--disable-gpu", "--disable-quic", "--disable-component-update", "--disable-sync"],
    },
  },
  projects: [
    { name: "program", testMatch: PROGRAM },
    { name: "js", testIgnore: PROGRAM },
    { name: "nojs", testIgnore: PROGRAM, use: { javaScriptEnabled: false } },
  ],
});
