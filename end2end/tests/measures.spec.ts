// Who does what by when: from a finding to what is done.

import type { Page } from "@playwright/test";
import { LOOKS } from "../support/check.ts";
import { expectMistake, submit } from "../support/form.ts";
import { invite } from "../support/people.ts";
import { expect, test as shown } from "../support/test.ts";
import { hosting as test } from "../support/workshop.ts";

const TOWN = { role_contact: "on", body: "097720177177" };

function done(page: Page, what: string): Promise<void> {
  return expect(page.getByRole("status").filter({ hasText: what })).toBeVisible();
}

for (const width of [1280, 390]) {
  test(`at ${width} px: a measure follows from a finding and is done by whoever agreed to it`, async ({
    page,
    server,
    admin,
    found,
    newBrowser,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    const contact = await invite(server, admin, "it@meitingen.example", TOWN);
    await found("Im Bürgerbüro fehlt eine Schulung");
    await page.goto("/erkenntnisse/1");
    await page.getByRole("link", { name: "Maßnahme vereinbaren" }).click();
    await expect(page.getByRole("main")).toContainText("Folgt aus Erkenntnis 1: „Im Bürgerbüro fehlt eine Schulung“");
    await page.getByLabel("Was ist zu tun?").fill("Schulung ansetzen");
    await page.getByLabel("Wer tut es?").fill("Leitung Bürgerbüro");
    await page.getByLabel(/^E-Mail-Adresse des Kontos/).fill(contact.email);
    await page.getByLabel(/^Für welche Behörde\?/).fill("Markt Meitingen");
    await page.getByLabel("Bis wann?").fill("01.01.2020");
    expect(await submit(page, "Vereinbaren")).toBe(422);
    await expect(page.getByRole("alert")).toContainText("Dieser Tag liegt vor dem");
    await page.getByLabel("Bis wann?").fill("31.12.2039");
    expect(await submit(page, "Vereinbaren")).toBe(303);
    await done(page, "Die Maßnahme ist vereinbart");
    await page.goto("/erkenntnisse/1");
    await expect(page.getByRole("region", { name: "Was folgt daraus?" })).toContainText("Schulung ansetzen");

    // Whoever is to do it finds it and says how far it is.
    const town = await newBrowser(contact);
    await town.setViewportSize({ width, height: 900 });
    await town.goto("/massnahmen");
    await expect(town.getByRole("status")).toHaveText("Eine offene Maßnahme, keine ist überfällig.");
    await town.getByLabel("Wer", { exact: true }).selectOption("ich selbst");
    await town.getByRole("button", { name: "Anzeigen" }).click();
    await town.getByRole("link", { name: "Schulung ansetzen" }).click();
    await town.getByLabel("erledigt").check();
    expect(await submit(town, "Stand speichern")).toBe(303);
    await done(town, "Der Stand ist gespeichert");
    await town.goto("/massnahmen?stand=alle");
    await expect(town.getByRole("status")).toHaveText("Eine erledigt.");

    // Not quite: it is taken up again.
    await page.goto("/massnahmen/1");
    await expect(page.getByRole("region", { name: "Verlauf" })).toContainText("vereinbart → erledigt");
    await page.getByLabel("begonnen").check();
    expect(await submit(page, "Stand speichern")).toBe(303);
    await expect(page.getByRole("region", { name: "Vereinbart" })).toContainText("begonnen");
  });
}

test("what cannot be agreed on is refused where it was typed", async ({ page, server, admin, newBrowser }) => {
  const town = await newBrowser(await invite(server, admin, "it@meitingen.example", TOWN));
  await town.goto("/massnahmen/neu");
  await expect(town.getByLabel("Wer tut es?"), "a contact agrees for itself").toHaveValue("Konrad Kommune");
  await town.getByLabel("Was ist zu tun?").fill("x".repeat(5000));
  await town.getByLabel("Bis wann?").fill("31.12.2039");
  expect(await submit(town, "Vereinbaren")).toBe(422);
  await expectMistake(town, "Was ist zu tun?", "Der Text hat 5.000 Zeichen, möglich sind 200. Kürzen Sie ihn.");
  await town.getByLabel("Was ist zu tun?").fill("Netz prüfen");
  await town.getByLabel(/^Für welche Behörde\?/).fill("Landkreis Kelheim");
  expect(await submit(town, "Vereinbaren")).toBe(422);
  await expect(town.getByRole("alert")).toContainText("Für Landkreis Kelheim dürfen Sie nichts");
  await page.goto("/massnahmen");
  await expect(page.getByRole("status")).toHaveText("Noch ist nichts vereinbart.");
});

shown.describe(() => {
  shown.use({ as: "facilitator" });
  for (const [name, address, heading] of [
    ["measures", "/massnahmen", "Maßnahmen"],
    ["all measures", "/massnahmen?stand=alle", "Maßnahmen"],
    ["a measure", "/massnahmen/1", /./],
    ["agreeing", "/massnahmen/neu?erkenntnis=1", "Maßnahme vereinbaren"],
    ["the form of a measure", "/massnahmen/1/bearbeiten", "Maßnahme bearbeiten"],
  ] as const) {
    shown(`${name}: for everybody, at any size`, async ({ page, forEverybody }) => {
      await page.goto(address);
      await forEverybody(heading, LOOKS);
    });
  }
});
