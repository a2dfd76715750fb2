// The link of a reminder: it shows and confirms the status of one authority, and opens nothing else.

import type { Page } from "@playwright/test";
import { submit } from "../support/form.ts";
import { post } from "../support/people.ts";
import type { Program, Server } from "../support/program.ts";
import { TODAY, expect, playing as test } from "../support/test.ts";

const MEITINGEN = "097720177177";
const BODY = `/kommunen/${MEITINGEN}`;

test.use({ as: "admin" });

/** Makes a link for the contact of Markt Meitingen and returns its address. */
async function give(page: Page): Promise<string> {
  await page.goto("/verwaltung/personen?suche=contact%40demo.example");
  await page.getByRole("link", { name: "Konrad Kontakt (Demo)" }).click();
  await page.getByLabel("Behörde", { exact: true }).selectOption({ label: "Markt Meitingen" });
  expect(await submit(page, "Link erstellen")).toBe(200);
  return page.getByLabel("Link zum Kopieren").inputValue();
}

/** What must not change by looking: the figures, and how long the audit is. */
async function state(program: Program, server: Server): Promise<unknown> {
  const figures = await program.coverage(server.database, "--today", TODAY, "--scope", MEITINGEN);
  return [figures, await program.succeed(server.database, "audit", "verify")];
}

test("whoever has the link sees the status, confirms it once, and does nothing else", async ({
  page,
  program,
  server,
  newBrowser,
}) => {
  const link = await give(page);
  const guest = await newBrowser();
  const before = await state(program, server);
  // Mail servers open links before their readers do.
  for (let visit = 0; visit < 2; visit += 1) expect((await guest.goto(link))!.status()).toBe(200);
  expect(await state(program, server)).toEqual(before);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Stimmt der Stand noch?");
  await expect(guest.getByRole("main")).toContainText("Markt Meitingen · Link für Konrad Kontakt (Demo)");
  await expect(guest.getByRole("banner"), "it signs nobody in").not.toContainText("Konrad Kontakt");
  expect(await guest.context().cookies()).toEqual([]);
  const refused = await guest.goto(`${BODY}/leistungen/wohnsitzanmeldung`);
  expect(new URL(refused!.url()).pathname).toBe("/anmelden");

  await guest.goto(link);
  const wohnsitz = guest.getByLabel("Wohnsitz anmelden");
  await expect(wohnsitz).toHaveAccessibleDescription(/^Bisher: /);
  await wohnsitz.selectOption("ausgesetzt");
  const confirmed = await guest.getByRole("combobox").count();
  for (const choice of await guest.getByRole("combobox").all()) {
    if ((await choice.inputValue()) === "unknown") await choice.selectOption("noch nicht begonnen");
  }
  expect(await submit(guest, "Stimmt so – bestätigen")).toBe(303);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Danke, der Stand ist bestätigt");
  await expect(guest.getByRole("region", { name: "Bestätigter Stand" })).toContainText("ausgesetzt");
  expect(await state(program, server)).not.toEqual(before);

  await guest.goto(BODY);
  for (const history of await guest.locator("details.lb-history").all()) {
    await history.locator(":scope > summary").click();
    const latest = history.getByRole("listitem").first();
    await expect(latest).toContainText(/Eingetragen heute, \d\d:\d\d\sUhr von Konrad Kontakt \(Demo\)\./);
  }
  expect(await guest.locator("details.lb-history").count(), "every service of the authority").toBe(confirmed);

  // Spent is spent, for reading and for writing.
  const after = await state(program, server);
  expect((await guest.goto(link))!.status()).toBe(410);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Dieser Link wurde schon benutzt");
  const again = await post(server, new URL(link).pathname, { stage_wohnsitzanmeldung: "live", version_wohnsitzanmeldung: "0" });
  expect(again.status).toBe(410);
  expect(await state(program, server)).toEqual(after);

  // The audit tells entries by a link from those of somebody who was signed in.
  await page.goto("/verwaltung/protokoll?wer=Konrad+Kontakt");
  const rows = page.getByRole("region", { name: "Zeilen des Protokolls" }).locator("tbody tr");
  await expect(rows.filter({ hasText: "Link eingelöst" })).toContainText("Stand bestätigen");
  await expect(rows.filter({ hasText: "Stand eingetragen" }).first()).toContainText(/Link Nr\.: \d/);
});

test("a link that was taken back shows and takes nothing", async ({ page, program, server, newBrowser }) => {
  const link = await give(page);
  const guest = await newBrowser();
  await guest.goto(link);
  await page
    .getByRole("region", { name: "Links" })
    .getByRole("button", { name: /^Link zurücknehmen: Stand bestätigen vom/ })
    .click();
  await expect(page.getByRole("status").filter({ hasText: "Der Link ist zurückgenommen" })).toBeVisible();
  const before = await state(program, server);
  expect(await submit(guest, "Stimmt so – bestätigen")).toBe(410);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Dieser Link wurde zurückgenommen");
  expect((await guest.goto(link))!.status()).toBe(410);
  const made_up = link.slice(0, -1) + (link.endsWith("0") ? "1" : "0");
  expect((await guest.goto(made_up))!.status()).toBe(404);
  expect(await state(program, server)).toEqual(before);
});

test("what has changed since the link was opened is not overwritten", async ({ page, program, server, newBrowser }) => {
  const guest = await newBrowser();
  await guest.goto(await give(page));
  await program.succeed(
    server.database,
    ...["status", "set", "--authority", MEITINGEN, "--service", "wohnsitzanmeldung", "--stage", "pilot"],
    ...["--today", TODAY],
  );
  await guest.getByLabel("Wohnsitz anmelden").selectOption("live");
  expect(await submit(guest, "Stimmt so – bestätigen")).toBe(409);
  await guest.getByRole("alert").getByRole("link").click();
  const wohnsitz = guest.getByLabel("Wohnsitz anmelden");
  await expect(wohnsitz).toBeFocused();
  await expect(wohnsitz).toHaveAccessibleDescription(/Bisher: im Pilotbetrieb\..*Inzwischen hat jemand anderes/s);
  await expect(wohnsitz).toHaveValue("live");
  expect(await submit(guest, "Stimmt so – bestätigen")).toBe(303);
});
