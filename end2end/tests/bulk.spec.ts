// A lead says the same of many authorities at once, sees what comes of it before, and takes it back.

import type { Page } from "@playwright/test";
import { expectMistake, submit } from "../support/form.ts";
import { get, post, signIn } from "../support/people.ts";
import { expect, playing as test } from "../support/test.ts";

const IN_ANSBACH = "/leistungen/wohnsitzanmeldung?gebiet=09571";

test.use({ as: "lead" });

/** How far the authorities of the Kreis are, as the page says it. */
async function standing(page: Page): Promise<string> {
  await page.goto(IN_ANSBACH);
  return page.getByRole("region", { name: "Stand der Behörden" }).innerText();
}

/** Says that the chosen are live since a day. */
async function sayLive(page: Page, since: string): Promise<void> {
  await page.getByRole("radio", { name: "Ein Stand" }).check();
  await page.getByLabel("Stand", { exact: true }).selectOption({ label: "live" });
  await page.getByLabel("Seit wann gilt das?").fill(since);
  await page.getByLabel("Begründung").fill("Rundruf <b>im November</b>");
  expect(await submit(page, "Weiter zur Vorschau")).toBe(200);
}

test("ticked authorities become live together and are taken back together", async ({ page, forEverybody }) => {
  const before = await standing(page);
  expect(await submit(page, "Ausgewählte ändern")).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Wählen Sie mindestens eine Zeile aus");
  const list = page.getByRole("region", { name: "Die Behörden im Einzelnen" });
  const open = list.getByRole("row").filter({ hasNotText: /live|ausgesetzt/ }).getByRole("checkbox");
  await open.nth(0).check();
  await open.nth(1).check();
  expect(await submit(page, "Ausgewählte ändern")).toBe(200);
  await expect(page.getByText(/^2\u{a0}Behörden, zuständig für/u)).toBeVisible();

  // What is missing is said, and what was chosen stays.
  expect(await submit(page, "Weiter zur Vorschau")).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Wählen Sie eine der Möglichkeiten aus.");
  await page.getByRole("radio", { name: "Ein geplanter Start" }).check();
  await page.getByLabel("Geplanter Start", { exact: true }).fill("22.11.2026");
  await page.getByLabel("Begründung").fill("Rundruf");
  expect(await submit(page, "Weiter zur Vorschau")).toBe(422);
  await expectMistake(
    page,
    "Geplanter Start",
    "Dieser Tag liegt vor dem 23.11.2026. Geben Sie denselben oder einen späteren Tag an.",
  );
  await forEverybody("Mehrere ändern");
  await sayLive(page, "23.11.2026");

  const effect = page.getByRole("region", { name: "Was aus der Abdeckung wird" });
  await expect(effect.getByRole("row", { name: /Wohnsitz anmelden/ })).toContainText("→");
  await expect(page.getByRole("region", { name: "Was eingetragen wird" })).toContainText("→ live");
  await forEverybody("Vorschau: Stand live seit 23.11.2026");
  expect(await submit(page, "Angaben ändern")).toBe(200);
  await expect(page.getByLabel("Stand", { exact: true })).toHaveValue("live");
  expect(await submit(page, "Weiter zur Vorschau")).toBe(200);
  expect(await submit(page, "2 Einträge speichern")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Eingetragen: 2\u{a0}Stände" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Die Einträge" }).getByRole("row")).toHaveCount(3);
  const batch = new URL(page.url()).pathname;
  await forEverybody("Mehrfachänderung „Stand live seit 23.11.2026“");
  expect(await standing(page)).not.toBe(before);

  // The history of one of them leads back to where it came from.
  await page.goto(batch);
  await page.getByRole("region", { name: "Die Einträge" }).getByRole("rowheader").getByRole("link").first().click();
  const history = page.getByRole("region", { name: "Verlauf" });
  await history.getByText("Wohnsitz anmelden").click();
  await expect(history.getByText("Rundruf <b>im November</b>")).toBeVisible();
  await history.getByRole("link", { name: "Mehrfachänderung „Stand live seit 23.11.2026“" }).click();
  expect(await submit(page, "Alle 2 Einträge zurücknehmen")).toBe(422);
  await expectMistake(page, "Was war falsch?", "Geben Sie in ein paar Worten den Grund an.");
  await page.getByLabel("Was war falsch?").fill("Liste von 2025");
  expect(await submit(page, "Alle 2 Einträge zurücknehmen")).toBe(303);
  await expect(page.getByRole("status").filter({ hasText: "Alles zurückgenommen" })).toBeVisible();
  await forEverybody("Mehrfachänderung „Stand live seit 23.11.2026“");
  expect(await standing(page)).toBe(before);
  await page.goto("/verwaltung");
  await page.getByRole("link", { name: "Änderungen" }).click();
  await expect(page.getByRole("row", { name: /Stand live seit/ })).toContainText("zurückgenommen");
  await forEverybody("Änderungen");
});

test("whoever was quicker is named, and the others are offered again", async ({ page, server }) => {
  await page.goto("/kommunen?leistung=wohnsitzanmeldung&kreis=09571&stufe=testing");
  const all = page.getByRole("button", { name: /^(Alle|Eine) .*ändern$/ });
  expect(await submit(page, (await all.innerText()).trim())).toBe(200);
  await page.getByRole("radio", { name: "Ein Hersteller" }).check();
  await page.getByLabel("Hersteller oder IT-Dienstleister").fill("Neuer Hersteller AG");
  await page.getByLabel("Begründung").fill("Sammelbestellung");
  expect(await submit(page, "Weiter zur Vorschau")).toBe(200);

  const entries = page.getByRole("region", { name: "Was eingetragen wird" });
  await entries.getByText(/einzeln anzeigen$/).click();
  const quicker = entries.getByRole("listitem").first().getByRole("link");
  const [name, body] = [await quicker.innerText(), await quicker.getAttribute("href")];
  const other = await signIn(server, "lead@demo.example");
  const form = `${body}/leistungen/wohnsitzanmeldung`;
  const shown = await (await get(server, form, other.cookies)).text();
  const seen = /name="version" value="(\d+)"/.exec(shown)![1]!;
  const sent = await post(
    server,
    form,
    { version: seen, stage: "pilot", effective_on: "23.11.2026", note: "Pilot begonnen" },
    other.cookies,
  );
  expect(sent.status).toBe(303);

  const save = page.getByRole("button", { name: /speichern$/ });
  expect(await submit(page, (await save.innerText()).trim())).toBe(409);
  const notice = page.getByRole("status").filter({ hasText: "hat inzwischen jemand anderes etwas eingetragen" });
  await expect(notice.getByRole("listitem")).toHaveText(`${name}: jetzt im Pilotbetrieb`);
  expect(await submit(page, (await save.innerText()).trim())).toBe(303);
  await expect(page.getByRole("region", { name: "Die Einträge" })).not.toContainText(name);
});
