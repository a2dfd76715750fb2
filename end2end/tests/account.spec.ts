// One's own account: name, password, sessions, data, and leaving.

import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectMistake, fillIn, submit } from "../support/form.ts";
import { PASSWORD, type Visitor, invite, post, signIn } from "../support/people.ts";
import type { Server } from "../support/program.ts";
import { expect, writing as test } from "../support/test.ts";

const BODY = "/kommunen/092735218";
const EMAIL = "kontakt@lagebild.example";
const OTHER_PASSWORD = "kraniche ziehen im oktober";

/** Records that residents can be registered online at VG Siegenburg. */
async function report(server: Server, visitor: Visitor | null): Promise<void> {
  const fields = { stage: "live", effective_on: "2025-03-03", version: "0" };
  const answer = await post(server, `${BODY}/leistungen/wohnsitzanmeldung`, fields, visitor!.cookies);
  expect(answer.status).toBe(303);
}

/** Who stands at the latest entry of VG Siegenburg. */
async function expectAuthor(page: Page, name: string | RegExp): Promise<void> {
  await page.goto(BODY);
  const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  await expect(history.getByRole("listitem").first()).toContainText(name);
}

function done(page: Page, what: string): Promise<void> {
  return expect(page.getByRole("status").filter({ hasText: what })).toBeVisible();
}

test("a new name stands beside old entries too", async ({ page, server, visitor }) => {
  await report(server, visitor);
  await expectAuthor(page, "von Konrad Kommune.");
  await page.getByRole("link", { name: "Mein Konto: Konrad Kommune" }).click();
  await page.getByLabel("Name").fill(" ");
  expect(await submit(page, "Name ändern")).toBe(422);
  await expectMistake(page, "Name", "Geben Sie einen Namen an.");
  await page.getByLabel("Name").fill("Konrad Kommune-Neu");
  expect(await submit(page, "Name ändern")).toBe(303);
  await done(page, "Der Name ist geändert");
  await expect(page.getByRole("banner")).toContainText("Konrad Kommune-Neu");
  await expectAuthor(page, "von Konrad Kommune-Neu.");
});

test("a new password ends what was opened with the old one", async ({ page, server, newBrowser }) => {
  const other = await newBrowser(await signIn(server, EMAIL, PASSWORD));
  await page.goto("/konto");
  await page.getByLabel("Bisheriges Passwort").fill("ein falsches Passwort");
  await page.getByLabel("Neues Passwort").fill(OTHER_PASSWORD);
  expect(await submit(page, "Passwort ändern")).toBe(422);
  await expectMistake(page, "Bisheriges Passwort", "Das bisherige Passwort stimmt nicht.");
  await page.getByLabel("Bisheriges Passwort").fill(PASSWORD);
  await page.getByLabel("Neues Passwort").fill("passwort1234");
  expect(await submit(page, "Passwort ändern")).toBe(422);
  await expectMistake(page, "Neues Passwort", "Dieses Passwort ist leicht zu erraten.");
  await other.goto("/konto");
  await expect(other, "nothing is changed yet").toHaveURL("/konto");

  await page.getByLabel("Bisheriges Passwort").fill(PASSWORD);
  await page.getByLabel("Neues Passwort").fill(OTHER_PASSWORD);
  expect(await submit(page, "Passwort ändern")).toBe(303);
  await done(page, "Das Passwort ist geändert");
  await other.getByRole("link", { name: "Kommunen", exact: true }).click();
  await expect(other).toHaveURL(/\/anmelden\?zurueck=/);
  expect(await fillIn(other, EMAIL, PASSWORD)).toBe(422);
  expect(await fillIn(other, EMAIL, OTHER_PASSWORD)).toBe(303);
  await expect(other).toHaveURL("/kommunen");
});

test("a browser that was left open elsewhere is ended from here", async ({ page, newBrowser }) => {
  const other = await newBrowser();
  await other.goto("/konto");
  expect(await fillIn(other, EMAIL)).toBe(303);
  await expect(other).toHaveURL("/konto");

  await page.goto("/konto");
  const sessions = page.getByRole("region", { name: "Sitzungen" }).locator("tbody tr");
  await expect(sessions).toHaveCount(2);
  await expect(sessions.filter({ hasText: "diese Sitzung" })).toHaveCount(1);
  await sessions
    .filter({ hasNotText: "diese Sitzung" })
    .getByRole("button", { name: /^Sitzung beenden: Chrome auf / })
    .click();
  await done(page, "Sitzung beendet");
  await expect(sessions).toHaveCount(1);
  await other.getByRole("link", { name: "Kommunen", exact: true }).click();
  await expect(other).toHaveURL(/\/anmelden\?zurueck=/);

  // All others at once, and at last this one.
  expect(await fillIn(other, EMAIL)).toBe(303);
  await page.reload();
  expect(await submit(page, "Alle anderen beenden")).toBe(303);
  await other.reload();
  await expect(other).toHaveURL(/\/anmelden\?zurueck=/);
  await sessions.getByRole("button").click();
  await done(page, "Sie sind abgemeldet");
  await page.goto("/konto");
  await expect(page).toHaveURL(/\/anmelden\?zurueck=/);
});

test("what was typed when the session ended is sent after signing in", async ({ page, newBrowser }) => {
  await page.goto(`${BODY}/leistungen/wohnsitzanmeldung`);
  await page.getByRole("radio", { name: "live", exact: true }).check();
  await page.getByLabel("Bemerkung").fill("Zwei Stunden daran geschrieben.");
  const other = await newBrowser();
  await other.goto("/konto");
  expect(await fillIn(other, EMAIL)).toBe(303);
  expect(await submit(other, "Alle anderen beenden")).toBe(303);

  expect(await submit(page, "Speichern")).toBe(403);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Ihre Sitzung ist abgelaufen");
  const opening = page.context().waitForEvent("page");
  await page.getByRole("main").getByRole("link", { name: /^Anmelden/ }).click();
  const second = await opening;
  expect(await fillIn(second, EMAIL)).toBe(303);
  expect(await submit(page, "Noch einmal senden")).toBe(303);
  await done(page, "Gespeichert");
  const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
  await history.locator(":scope > summary").click();
  await expect(history.getByRole("listitem")).toContainText("Zwei Stunden daran geschrieben.");
});

test("somebody takes along everything that is kept about it", async ({ page, server, visitor }) => {
  await report(server, visitor);
  await page.goto("/konto");
  const downloading = page.waitForEvent("download");
  await page.getByRole("link", { name: "Meine Daten herunterladen (JSON)" }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe("lagebild-konto.json");
  const told = await readFile(await download.path(), "utf8");
  expect(JSON.parse(told)).toMatchObject({
    email: EMAIL,
    name: "Konrad Kommune",
    roles: ["contact"],
    territories: [{ body: "09", with_members: true, may_invite: true }],
    sessions: [{ browser: expect.any(String) }],
    entries: [{ authority: "092735218", service: "wohnsitzanmeldung", stage: "live", effective_on: "2025-03-03" }],
  });
  expect(told, "neither passwords nor what opens a session").not.toMatch(/argon2|token|password/i);
});

test("an account that is deleted leaves its entries under a pseudonym", async ({
  page,
  server,
  admin,
  visitor,
  newBrowser,
}) => {
  await report(server, visitor);
  await page.goto("/konto");
  expect(await submit(page, "Konto löschen")).toBe(422);
  await page.getByRole("alert").getByRole("link", { name: "Setzen Sie das Häkchen" }).click();
  await expect(page.getByLabel("Ja, mein Konto endgültig löschen")).toBeFocused();
  await page.getByLabel("Ja, mein Konto endgültig löschen").check();
  expect(await submit(page, "Konto löschen")).toBe(303);
  await done(page, "Ihr Konto ist gelöscht");
  const session = await fetch(`${server.url}/konto`, {
    headers: { cookie: visitor!.cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    redirect: "manual",
  });
  expect(session.status, "the session is gone with it").toBe(303);
  expect(await fillIn(page, EMAIL)).toBe(422);

  const office = await newBrowser(admin);
  await expectAuthor(office, /von Gelöschtes Konto [0-9a-f]{8}\./);
  await expect(office.getByRole("main")).not.toContainText("Konrad Kommune");
  for (const address of ["/verwaltung/personen", "/verwaltung/protokoll"]) {
    await office.goto(address);
    await expect(office.getByRole("main")).not.toContainText("Konrad Kommune");
    await expect(office.getByRole("main")).not.toContainText(EMAIL);
  }
});

test.describe("the last admin", () => {
  test.use({ visitor: async ({ admin }, use) => use(admin) });

  test("stays until there is another one", async ({ page, server, admin }) => {
    await page.goto("/konto");
    await page.getByLabel("Ja, mein Konto endgültig löschen").check();
    expect(await submit(page, "Konto löschen")).toBe(422);
    await expect(page.getByRole("alert")).toContainText("Das ist das letzte Konto mit der Rolle Administration.");
    await expect(page.getByRole("banner")).toContainText("Ada Anfang");
    await invite(server, admin, "zweite@lagebild.example", { role_admin: "on" });
    await page.getByLabel("Ja, mein Konto endgültig löschen").check();
    expect(await submit(page, "Konto löschen")).toBe(303);
    await done(page, "Ihr Konto ist gelöscht");
  });
});
