// Looking after people: finding them, changing their rights while they work, letting them in and out.

import type { Page } from "@playwright/test";
import { fillIn, submit } from "../support/form.ts";
import { PASSWORD, type Visitor, invitation, invite, post } from "../support/people.ts";
import { expect, writing as test } from "../support/test.ts";

const MEITINGEN = { role_contact: "on", body: "097720177177" };
const EMAIL = "it@meitingen.example";

test.use({ visitor: async ({ admin }, use) => use(admin) });

/** The page of somebody, found by its address. */
async function open(page: Page, email: string): Promise<void> {
  await page.goto(`/verwaltung/personen?suche=${encodeURIComponent(email)}`);
  await page.getByRole("row", { name: new RegExp(email) }).getByRole("link").click();
  await expect(page.getByRole("main")).toContainText(email);
}

function done(page: Page, what: string): Promise<void> {
  return expect(page.getByRole("status").filter({ hasText: what })).toBeVisible();
}

/** The value of the cookie that stands for the session. */
async function session(page: Page): Promise<string> {
  const cookies = await page.context().cookies();
  return cookies.find(({ name }) => name === "lagebild_session")!.value;
}

/** What the account page answers to whoever brings this cookie. */
async function account(url: string, value: string): Promise<number> {
  const answer = await fetch(`${url}/konto`, { headers: { cookie: `lagebild_session=${value}` }, redirect: "manual" });
  return answer.status;
}

test("people are found by name, authority, role and state of the account", async ({ page, server, admin }) => {
  await invite(server, admin, EMAIL, MEITINGEN);
  await invite(server, admin, "kreis@kelheim.example", { role_contact: "on", body: "09273", with_members: "on" });
  await invitation(server, admin, "leitung@land.example", { role_lead: "on", name: "Lena Leitung" });
  await page.goto("/verwaltung/personen");
  await expect(page.getByRole("status")).toHaveText("4 Personen");
  const found = page.getByRole("region", { name: "Gefundene Personen" }).getByRole("rowheader");
  for (const [search, role, standing, emails] of [
    ["meitingen", "alle", "alle", [EMAIL]],
    ["09273111", "alle", "alle", ["kreis@kelheim.example"]],
    ["", "Kommunalkontakt", "alle", [EMAIL, "kreis@kelheim.example"]],
    ["", "Projektleitung", "eingeladen", ["leitung@land.example"]],
    ["", "alle", "aktiv", ["admin@lagebild.example", EMAIL, "kreis@kelheim.example"]],
  ] as const) {
    await page.getByLabel("Name, E-Mail-Adresse oder Behörde").fill(search);
    await page.getByLabel("Rolle", { exact: true }).selectOption(role);
    await page.getByLabel("Konto", { exact: true }).selectOption(standing);
    await page.getByRole("button", { name: "Suchen" }).click();
    await expect(found).toContainText([...emails]);
    await expect(found).toHaveCount(emails.length);
    await expect(page.getByLabel("Rolle", { exact: true }).getByRole("option", { selected: true })).toHaveText(role);
  }
  await page.goto("/verwaltung/personen?suche=niemand");
  await expect(page.getByRole("status")).toHaveText("Niemand passt zu dieser Auswahl.");
  await page.getByRole("link", { name: "Alle Personen anzeigen" }).click();
  await expect(found).toHaveCount(4);
});

test("other rights hold with the next click of whoever is at work", async ({ page, server, admin, newBrowser }) => {
  const contact = await newBrowser(await invite(server, admin, EMAIL, MEITINGEN));
  await contact.goto("/kommunen/097720177177");
  await expect(contact.getByRole("link", { name: /^Stand melden/ }).first()).toBeVisible();
  const before = await session(contact);

  await open(page, EMAIL);
  await page.getByLabel("Kommunalkontakt").uncheck();
  expect(await submit(page, "Rechte speichern")).toBe(422);
  await page.getByRole("alert").getByRole("link", { name: "Wählen Sie mindestens eine Rolle aus." }).click();
  await expect(page.getByLabel("Projektleitung")).toBeFocused();
  await expect(page.getByRole("group", { name: "Was darf die Person?" })).toHaveAccessibleDescription(/eine Rolle/);
  await page.getByLabel("Administration").check();
  expect(await submit(page, "Rechte speichern")).toBe(303);
  await done(page, "Die Rechte sind geändert");

  await contact.reload();
  await expect(contact.getByRole("banner"), "still signed in").toContainText("Konrad Kommune");
  await expect(contact.getByRole("link", { name: /^Stand melden/ })).toHaveCount(0);
  await contact.getByRole("link", { name: "Verwaltung" }).click();
  await contact.getByRole("link", { name: "Protokoll" }).click();
  await expect(contact.getByRole("heading", { level: 1 })).toHaveText("Protokoll");
  const after = await session(contact);
  expect(after).not.toBe(before);
  expect([await account(server.url, before), await account(server.url, after)]).toEqual([303, 200]);

  // And less again.
  await page.getByLabel("Administration").uncheck();
  await page.getByLabel("Kommunalkontakt").check();
  await page.getByLabel("Behörde freiwillig").first().fill("VG Siegenburg");
  expect(await submit(page, "Rechte speichern")).toBe(303);
  await contact.reload();
  await expect(contact.getByRole("heading", { level: 1 })).toHaveText("Dafür fehlt Ihnen das Recht");
  await contact.goto("/kommunen/092735218");
  await expect(contact.getByRole("link", { name: /^Stand melden/ }).first()).toBeVisible();
  expect(await session(contact)).not.toBe(after);
  expect(await account(server.url, after)).toBe(303);
});

test("of two admins the second sees that the rights have changed", async ({ page, server, admin, newBrowser }) => {
  await invite(server, admin, EMAIL, MEITINGEN);
  const second = await newBrowser(await invite(server, admin, "zweite@lagebild.example", { role_admin: "on" }));
  await open(page, EMAIL);
  await open(second, EMAIL);
  await page.getByLabel("Moderation").check();
  expect(await submit(page, "Rechte speichern")).toBe(303);

  await second.getByLabel("Projektleitung").check();
  expect(await submit(second, "Rechte speichern")).toBe(409);
  await expect(second.getByRole("alert")).toContainText("Inzwischen hat jemand anderes diese Angaben geändert.");
  await expect(second.getByLabel("Projektleitung"), "what was chosen is kept").toBeChecked();
  await page.reload();
  await expect(page.getByLabel("Moderation")).toBeChecked();
  await expect(page.getByLabel("Projektleitung")).not.toBeChecked();

  // Whoever has been told may decide.
  expect(await submit(second, "Rechte speichern")).toBe(303);
  await page.reload();
  await expect(page.getByLabel("Projektleitung")).toBeChecked();
  await expect(page.getByLabel("Moderation")).not.toBeChecked();
});

test("a deactivated account is out at once, and back when it is activated", async ({
  page,
  server,
  admin,
  newBrowser,
}) => {
  const contact = await newBrowser(await invite(server, admin, EMAIL, MEITINGEN));
  await contact.goto("/kommunen/097720177177");
  await contact.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" }).click();
  await contact.getByRole("radio", { name: "live", exact: true }).check();

  await open(page, EMAIL);
  expect(await submit(page, "Deaktivieren")).toBe(303);
  await done(page, "Das Konto ist deaktiviert");
  expect(await submit(contact, "Speichern")).toBe(403);
  await expect(contact.getByRole("heading", { level: 1 })).toHaveText("Ihre Sitzung ist abgelaufen");
  await contact.goto("/kommunen/097720177177");
  await expect(contact).toHaveURL(/\/anmelden\?zurueck=/);
  expect(await fillIn(contact, EMAIL)).toBe(422);
  await expect(contact.getByRole("alert")).toContainText("E-Mail-Adresse und Passwort passen nicht zusammen.");

  expect(await submit(page, "Wieder aktivieren")).toBe(303);
  await done(page, "Das Konto ist wieder aktiv");
  expect(await fillIn(contact, EMAIL)).toBe(303);
  await expect(contact.getByRole("link", { name: /^Stand melden/ }).first(), "its rights are kept").toBeVisible();
});

test("a renewed invitation makes the first one worthless, and a revoked one is refused", async ({
  page,
  server,
  admin,
  newBrowser,
}) => {
  const first = await invitation(server, admin, EMAIL, MEITINGEN);
  await open(page, EMAIL);
  expect(await submit(page, "Neue Einladung")).toBe(200);
  const second = new URL(await page.getByLabel("Link zum Kopieren").inputValue()).pathname;
  const guest = await newBrowser();
  expect((await guest.goto(first))!.status()).toBe(410);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Dieser Link wurde zurückgenommen");
  const form = { name: "Konrad Kommune", password: PASSWORD };
  expect((await post(server, first, form)).status).toBe(410);
  expect((await guest.goto(second))!.status()).toBe(200);

  // Its reader has the form open when it is taken back.
  await open(page, EMAIL);
  const links = page.getByRole("region", { name: "Links" });
  await expect(links.locator("tbody tr")).toContainText(["offen", "zurückgenommen"]);
  await links.getByRole("button", { name: /^Link zurücknehmen: Einladung vom/ }).click();
  await done(page, "Der Link ist zurückgenommen");
  await guest.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(guest, "Einladung annehmen")).toBe(410);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText("Dieser Link wurde zurückgenommen");

  expect(await submit(page, "Neue Einladung")).toBe(200);
  await guest.goto(await page.getByLabel("Link zum Kopieren").inputValue());
  await guest.getByLabel("Passwort").fill(PASSWORD);
  expect(await submit(guest, "Einladung annehmen")).toBe(303);
});

test("whoever forgot the password gets a link from the admin", async ({ page, server, admin, newBrowser }) => {
  const contact: Visitor = await invite(server, admin, EMAIL, MEITINGEN);
  const guest = await newBrowser();
  await guest.goto("/anmelden");
  await guest.getByRole("link", { name: "Passwort vergessen?" }).click();
  await expect(guest.getByRole("main")).toContainText("Dieses Lagebild verschickt keine E-Mails.");

  await open(page, EMAIL);
  expect(await submit(page, "Link für ein neues Passwort")).toBe(200);
  const link = await page.getByLabel("Link zum Kopieren").inputValue();
  await guest.goto(link);
  await guest.getByLabel("Passwort").fill("kraniche ziehen im oktober");
  expect(await submit(guest, "Passwort speichern")).toBe(303);
  await expect(guest).toHaveURL("/meine-kommune");
  expect((await guest.goto(link))!.status()).toBe(410);
  const old = contact.cookies.find(({ name }) => name === "lagebild_session")!;
  expect(await account(server.url, old.value), "other sessions have ended").toBe(303);
  expect((await post(server, "/anmelden", { email: EMAIL, password: PASSWORD })).status).toBe(422);
});

test("a deleted account is gone, and its address is free again", async ({ page, server, admin, newBrowser }) => {
  const contact = await newBrowser(await invite(server, admin, EMAIL, MEITINGEN));
  await contact.goto("/konto");
  await open(page, EMAIL);
  expect(await submit(page, "Konto löschen")).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Setzen Sie das Häkchen");
  await page.getByLabel("Ja, dieses Konto endgültig löschen").check();
  expect(await submit(page, "Konto löschen")).toBe(303);
  await done(page, "Das Konto ist gelöscht");
  await expect(page.getByRole("rowheader")).toHaveText([/admin@lagebild\.example/]);
  await contact.reload();
  await expect(contact).toHaveURL(/\/anmelden/);
  await invite(server, admin, EMAIL, MEITINGEN);
});

test("admins see themselves, and cannot lock everybody out", async ({ page }) => {
  await open(page, "admin@lagebild.example");
  await expect(page.getByRole("main")).toContainText("Das sind Sie selbst.");
  await expect(page.getByRole("button", { name: "Deaktivieren" })).toHaveCount(0);
  await page.getByLabel("Administration").uncheck();
  await page.getByLabel("Lesezugriff").check();
  expect(await submit(page, "Rechte speichern")).toBe(422);
  await expect(page.getByRole("alert")).toContainText("Das ist das letzte Konto mit der Rolle Administration.");
  await page.goto("/verwaltung/protokoll");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Protokoll");
});
