// What a rollout needs: leads keep the criteria, town halls answer three questions at a time.

import { submit } from "../support/form.ts";
import { invite } from "../support/people.ts";
import { expect, writing as test } from "../support/test.ts";

const LEAD = { role_lead: "on" };

test("after a stage has changed three questions are offered, and their answers are counted", async ({
  page,
  forEverybody,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/kommunen/09273/leistungen/waffenrecht");
  await page.getByRole("radio", { name: "im Test" }).check();
  expect(await submit(page)).toBe(303);
  const saved = page.getByRole("status").filter({ hasText: "Gespeichert" });
  await expect(saved.getByRole("listitem")).toHaveCount(3);
  await saved.getByRole("link", { name: "Fragen beantworten" }).click();

  // Three and no more, none of them a duty.
  await expect(page.getByRole("group", { name: /\?$/ })).toHaveCount(3);
  await page.getByRole("group", { name: /Projektleitung/ }).getByRole("radio", { name: "erfüllt" }).check();
  await page.getByRole("group", { name: /Modul/ }).getByRole("radio", { name: "offen" }).check();
  expect(await submit(page, "Antworten speichern")).toBe(303);
  const answered = page.getByRole("status").filter({ hasText: "Antworten gespeichert" });
  await expect(answered.getByRole("listitem")).toHaveText("IT-Dienstleister: Hindernis melden");
  await expect(page.getByText("Landratsamt Kelheim · 1 von 9 erfüllt")).toBeVisible();
  await expect(page.getByRole("group", { name: /\?$/ }), "the next three").toHaveCount(3);

  // For one service something is different.
  await page.getByRole("link", { name: "Führerschein beantragen" }).click();
  await page.getByRole("group", { name: /Modul/ }).getByRole("radio", { name: "erfüllt" }).check();
  expect(await submit(page, "Antworten speichern")).toBe(303);
  await forEverybody("Kriterien: Führerschein beantragen");

  await page.goto("/kommunen/09273");
  const card = page.getByRole("region", { name: "Kriterien" });
  await expect(card).toContainText("1 von 9 erfüllt");
  await expect(card).toContainText("Führerschein beantragen: 2 von 9 erfüllt");
  await card.getByRole("link", { name: "Antworten ansehen und ändern" }).click();
  await page.getByRole("link", { name: "Alle Fragen auf einmal beantworten" }).click();
  await expect(page.getByRole("group", { name: /\?$/ })).toHaveCount(9);
  await forEverybody("Kriterien");
});

test("a lead keeps the list of criteria, and the questions follow", async ({
  server,
  admin,
  newBrowser,
  page,
  forEverybody,
}) => {
  const lead = await newBrowser(await invite(server, admin, "leitung@lagebild.example", LEAD));
  await lead.goto("/verwaltung");
  await lead.getByRole("link", { name: "Kriterien" }).click();
  const list = lead.getByRole("region", { name: "Danach wird gefragt" });
  const names = list.getByRole("rowheader").getByRole("link");
  await expect(names).toHaveCount(9);
  await lead.getByRole("link", { name: "Neues Kriterium" }).click();
  await lead.getByLabel("Name").fill("Stromversorgung");
  expect(await submit(lead)).toBe(422);
  await expect(lead.getByRole("alert")).toContainText("Geben Sie die Frage an.");
  await expect(lead.getByLabel("Name")).toHaveValue("Stromversorgung");
  await lead.getByLabel("Frage an die Behörde").fill("Reicht der Strom?");
  expect(await submit(lead)).toBe(303);
  await expect(names).toHaveCount(10);
  await list.getByRole("button", { name: "Nach oben: Stromversorgung" }).click();
  await expect(names.nth(8)).toHaveText("Stromversorgung");

  // Whoever answers sees it, and no longer once it is retired.
  await page.goto("/kommunen/09273/kriterien?alle=ja");
  await expect(page.getByRole("group", { name: "Reicht der Strom?" })).toBeVisible();
  await forEverybody("Kriterien");
  await list.getByRole("link", { name: "Stromversorgung" }).click();
  expect(await submit(lead, "Nicht mehr fragen")).toBe(303);
  await expect(names).toHaveCount(9);
  await page.reload();
  await expect(page.getByRole("group", { name: "Reicht der Strom?" })).toHaveCount(0);
  expect(await submit(lead, "Wieder fragen: Stromversorgung")).toBe(303);
  await expect(names).toHaveCount(10);
});

test("two spellings of a vendor become one and two again", async ({ server, admin, newBrowser, page }) => {
  const report = async (key: string, vendor: string): Promise<void> => {
    await page.goto(`/kommunen/${key}/leistungen/waffenrecht`);
    await page.getByRole("radio", { name: "bestellt" }).check();
    await page.getByLabel("Hersteller oder IT-Dienstleister").fill(vendor);
    expect(await submit(page)).toBe(303);
  };
  await report("09273", "AlpenSoft GmbH");
  await report("09274", "AlpenSoft GmbH");
  await report("09275", "Alpensoft");
  const lead = await newBrowser(await invite(server, admin, "leitung@lagebild.example", LEAD));
  await lead.goto("/verwaltung/hersteller");
  await lead.getByRole("link", { name: /^Zusammenführen: Alpensoft und AlpenSoft GmbH/ }).click();
  await expect(lead.getByText("heute 2\u{a0}Behörden, danach 3\u{a0}Behörden")).toBeVisible();
  expect(await submit(lead, "Zusammenführen")).toBe(303);
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText("AlpenSoft GmbH");
  await expect(lead.getByText("genannt: 3\u{a0}Behörden")).toBeVisible();
  expect(await submit(lead, "Trennen: Alpensoft")).toBe(303);
  await expect(lead.getByRole("heading", { level: 1 })).toHaveText("Alpensoft");
  await lead.getByRole("link", { name: "Hersteller" }).click();
  await expect(lead.getByRole("region", { name: "Vermutlich doppelt" })).toBeVisible();
});

test("an exemption stands beside the stage until it ends", async ({ server, admin, newBrowser, page }) => {
  const lead = await newBrowser(await invite(server, admin, "leitung@lagebild.example", LEAD));
  await lead.goto("/kommunen/09273");
  await lead.getByRole("link", { name: "Ausnahme: Führerschein beantragen" }).click();
  await lead.getByLabel("Letzter Tag").fill("31.12.2040");
  await lead.getByLabel("Grund").fill("Umzug des Amtes");
  expect(await submit(lead, "Ausnahme erteilen")).toBe(303);
  await expect(lead.getByRole("status").filter({ hasText: "Die Ausnahme ist erteilt" })).toBeVisible();

  await page.goto("/kommunen/09273");
  const line = page.getByRole("region", { name: "Leistungen" }).getByRole("row", { name: /Führerschein/ });
  await expect(line).toContainText("Ausnahme bis 31.12.2040");
  await lead.getByRole("button", { name: /^Beenden: / }).click();
  await expect(lead.getByRole("status").filter({ hasText: "Die Ausnahme ist beendet" })).toBeVisible();
  await page.reload();
  await expect(line).not.toContainText("31.12.2040");
});
