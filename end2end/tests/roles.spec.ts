// Who sees and may do what: the six accounts of the demonstration, and whoever has none.

import { fillIn, submit } from "../support/form.ts";
import { PASSWORD, invitation, post, signIn } from "../support/people.ts";
import { type Demonstrator, TODAY, expect, playing, test } from "../support/test.ts";

const [MEITINGEN, KELHEIM, SIEGENBURG, LANDSHUT] = ["097720177177", "09273", "092735218", "092610000000"];
const READING = [
  ...["Lagebild", "Leistungen", "Kommunen", "Auswertungen"],
  ...["Hindernisse", "Workshops", "Erkenntnisse", "Maßnahmen"],
];
/** Addresses that not everybody may open. */
const GUARDED = {
  meitingen: `/kommunen/${MEITINGEN}/leistungen/wohnsitzanmeldung`,
  kelheim: `/kommunen/${KELHEIM}/leistungen/waffenrecht`,
  siegenburg: `/kommunen/${SIEGENBURG}/leistungen/wohnsitzanmeldung`,
  landshut: `/kommunen/${LANDSHUT}/leistungen/wohnsitzanmeldung`,
  account: "/konto",
  people: "/verwaltung/personen",
  inviting: "/verwaltung/personen/neu",
  many: "/verwaltung/personen/liste",
  management: "/verwaltung",
  audit: "/verwaltung/protokoll",
  "sheet of the audit": "/daten/protokoll.csv",
} as const;
type Guarded = keyof typeof GUARDED;

/** What somebody sees in the navigation, and may open of what is guarded. */
const ROLES: Record<Demonstrator, { nav: string[]; may: Guarded[]; home: string }> = {
  admin: {
    nav: [...READING, "Verwaltung"],
    may: ["account", "management", "people", "inviting", "many", "audit", "sheet of the audit"],
    home: "/",
  },
  lead: {
    nav: [...READING, "Verwaltung"],
    may: ["account", "management", "meitingen", "kelheim", "siegenburg", "landshut"],
    home: "/",
  },
  contact: {
    nav: ["Meine Kommune", ...READING],
    may: ["account", "meitingen"],
    home: "/meine-kommune",
  },
  kreis: {
    nav: ["Meine Kommune", ...READING, "Personen"],
    may: ["account", "kelheim", "siegenburg", "people", "inviting"],
    home: "/meine-kommune",
  },
  facilitator: { nav: READING, may: ["account"], home: "/" },
  viewer: { nav: READING, may: ["account"], home: "/" },
};

for (const [who, { nav, may, home }] of Object.entries(ROLES) as [Demonstrator, (typeof ROLES)[Demonstrator]][]) {
  test.describe(who, () => {
    test.use({ as: who });

    test("sees what it may do, and no more is opened", async ({ page, demo, visitor }) => {
      await page.goto("/");
      await expect(page.getByRole("navigation", { name: "Hauptnavigation" }).getByRole("link")).toHaveText(nav);
      // Whoever is signed in has no use for the sign-in page.
      await page.goto("/anmelden");
      await expect(page).toHaveURL(home);

      for (const [name, address] of Object.entries(GUARDED)) {
        const answer = await page.request.get(address);
        expect(answer.status(), address).toBe(may.includes(name as Guarded) ? 200 : 403);
        if (address.startsWith("/daten/") || may.includes(name as Guarded)) continue;
        const form = { stage: "live", effective_on: TODAY, version: "0", note: "Das darf ich nicht." };
        expect((await post(demo, address, form, visitor!.cookies)).status, `POST ${address}`).toBe(403);
      }
      for (const [name, key] of [["meitingen", MEITINGEN], ["siegenburg", SIEGENBURG]] as const) {
        await page.goto(`/kommunen/${key}`);
        const report = page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" });
        await expect(report).toHaveCount(may.includes(name) ? 1 : 0);
        const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
        await history.locator(":scope > summary").click();
        await expect(history.getByRole("listitem").first()).toBeVisible();
        const retractions = await history.getByRole("link", { name: "Eintrag zurücknehmen" }).count();
        expect(retractions > 0).toBe(may.includes(name));
      }
      if (!may.includes("landshut")) {
        const refused = await page.goto(GUARDED.landshut);
        expect(refused!.status()).toBe(403);
        await expect(page.getByRole("heading", { level: 1 })).toHaveText("Dafür fehlt Ihnen das Recht");
        await expect(page.getByRole("main")).toContainText("Es wurde nichts gespeichert.");
      }
    });
  });
}

test("nobody may do anything but read", async ({ page, demo }) => {
  await page.goto("/");
  await expect(page.getByRole("navigation", { name: "Hauptnavigation" }).getByRole("link")).toHaveText(READING);
  for (const address of Object.values(GUARDED)) {
    const answer = await page.request.get(address, { maxRedirects: 0 });
    expect(answer.status(), address).toBe(303);
    expect(answer.headers()["location"]).toBe(`/anmelden?zurueck=${encodeURIComponent(address)}`);
  }
  const sent = await post(demo, GUARDED.meitingen, { stage: "live", effective_on: TODAY, version: "0" });
  expect(sent.status).toBe(403);
  expect(await sent.text()).toContain("Ihre Sitzung ist abgelaufen");

  await page.goto(`/kommunen/${MEITINGEN}`);
  await page.getByRole("link", { name: "Zum Melden anmelden" }).click();
  expect(await fillIn(page, "contact@demo.example", "lagebild-demo")).toBe(303);
  await expect(page).toHaveURL(`/kommunen/${MEITINGEN}`);
  await expect(page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" })).toBeVisible();
});

playing.describe("who writes", () => {
  for (const [who, body, service] of [
    ["contact", MEITINGEN, "Wohnsitz anmelden"],
    ["kreis", SIEGENBURG, "Wohnsitz anmelden"],
  ] as const) {
    playing.describe(who, () => {
      playing.use({ as: who });

      playing("reports for its own authority and for no other", async ({ page, server, program, visitor }) => {
        await page.goto(`/kommunen/${body}`);
        await page.getByRole("link", { name: `Stand melden: ${service}` }).click();
        await page.getByRole("radio", { name: "ausgesetzt" }).check();
        expect(await submit(page, "Speichern")).toBe(303);
        await expect(page.getByRole("status").filter({ hasText: "Gespeichert" })).toContainText("ausgesetzt");
        const history = page.locator("details", { hasText: service });
        await history.locator(":scope > summary").click();
        const name = { contact: "Konrad Kontakt (Demo)", kreis: "Kira Kreis (Demo)" }[who];
        await expect(history.getByRole("listitem").first()).toContainText(`von ${name}`);

        const before = await program.coverage(server.database, "--today", TODAY);
        const form = { stage: "live", effective_on: TODAY, version: "0", note: "Das war ich nicht." };
        expect((await post(server, GUARDED.landshut, form, visitor!.cookies)).status).toBe(403);
        const retraction = { event: "1", reason: "Das war ich nicht.", version: "1" };
        expect((await post(server, `${GUARDED.landshut}/korrektur`, retraction, visitor!.cookies)).status).toBe(403);
        expect(await program.coverage(server.database, "--today", TODAY)).toEqual(before);
      });
    });
  }

  playing.describe("lead", () => {
    playing.use({ as: "lead" });

    playing("reports for any authority, and says why", async ({ page }) => {
      await page.goto(`/kommunen/${MEITINGEN}`);
      await page.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" }).click();
      await page.getByRole("radio", { name: "ausgesetzt" }).check();
      expect(await submit(page, "Speichern")).toBe(422);
      await page.getByRole("alert").getByRole("link").click();
      await expect(page.locator("#note")).toBeFocused();
      await expect(page.getByRole("radio", { name: "ausgesetzt" })).toBeChecked();
      await page.locator("#note").fill("Am Telefon erfahren.");
      expect(await submit(page, "Speichern")).toBe(303);
      const history = page.locator("details", { hasText: "Wohnsitz anmelden" });
      await history.locator(":scope > summary").click();
      await expect(history.getByRole("listitem").first()).toContainText("Am Telefon erfahren.");
      await expect(history.getByRole("listitem").first()).toContainText("von Lea Leitner (Demo)");
    });
  });

  playing.describe("kreis", () => {
    playing.use({ as: "kreis" });

    playing("invites a colleague for a member and for nobody else's authority", async ({
      page,
      server,
      visitor,
      newBrowser,
    }) => {
      await page.goto("/verwaltung/personen");
      await expect(page.getByRole("link", { name: "Viele einladen" })).toHaveCount(0);
      await expect(page.getByRole("rowheader"), "whom it looks after").toHaveText([/Kira Kreis/]);
      await page.getByRole("link", { name: "Einladen", exact: true }).click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("Kollegin oder Kollegen einladen");
      await expect(page.getByRole("checkbox", { name: "Administration" })).toHaveCount(0);
      const bodies = page.getByLabel("Behörde");
      await expect(bodies.getByRole("option", { name: "Landshut" })).toHaveCount(0);
      await page.getByLabel("E-Mail-Adresse").fill("it@siegenburg.example");
      await page.getByLabel("Name", { exact: true }).fill("Sina Siegenburg");
      await bodies.selectOption({ label: "VG Siegenburg" });
      expect(await submit(page, "Einladen")).toBe(200);
      const link = await page.getByLabel("Link zum Kopieren").inputValue();

      // What the form does not offer is not taken either.
      const fields = { email: "it@landshut.example", name: "Lutz Landshut", role_contact: "on", body: LANDSHUT };
      for (const more of [{}, { body: SIEGENBURG, role_admin: "on" }, { body: SIEGENBURG, role_lead: "on" }]) {
        const answer = await post(server, "/verwaltung/personen/neu", { ...fields, ...more }, visitor!.cookies);
        expect(answer.status).toBe(422);
        expect(await answer.text()).toContain("Diese Rechte dürfen Sie nicht vergeben.");
      }

      const guest = await newBrowser();
      await guest.goto(link);
      await guest.getByLabel("Passwort").fill(PASSWORD);
      expect(await submit(guest, "Einladung annehmen")).toBe(303);
      await expect(guest).toHaveURL("/meine-kommune");
      await expect(guest.getByRole("heading", { level: 1 })).toHaveText("VG Siegenburg");
      await expect(guest.getByRole("link", { name: "Stand melden: Wohnsitz anmelden" })).toBeVisible();
      await expect(guest.getByRole("link", { name: "Personen" })).toHaveCount(0);
      expect((await guest.request.get(GUARDED.kelheim)).status()).toBe(403);

      // The colleague is in view now; what only an admin may do is not.
      await page.goto("/verwaltung/personen");
      await page.getByRole("link", { name: "Sina Siegenburg" }).click();
      await expect(page.getByRole("region", { name: "Person", exact: true })).toContainText("VG Siegenburg");
      for (const button of ["Rechte speichern", "Deaktivieren", "Konto löschen", "Link für ein neues Passwort"]) {
        await expect(page.getByRole("button", { name: button })).toHaveCount(0);
      }
      const { pathname } = new URL(page.url());
      for (const action of ["", "/deaktivieren", "/aktivieren", "/loeschen"]) {
        const answer = await post(server, `${pathname}${action}`, { confirmed: "on" }, visitor!.cookies);
        expect(answer.status, action).toBe(403);
      }
      // Neither does it get a way into the account of its colleague.
      for (const fields of [{ purpose: "reset" }, { purpose: "status", authority: SIEGENBURG }]) {
        const answer = await post(server, `${pathname}/link`, fields as Record<string, string>, visitor!.cookies);
        expect(answer.status, fields.purpose).toBe(403);
        expect(await answer.text()).not.toMatch(/\/(passwort|bestaetigen)\/[0-9a-f]{64}/);
      }
    });

    playing("does not get into an account with more rights than its own", async ({ page, server, visitor }) => {
      const admin = await signIn(server, "admin@demo.example");
      const rights = { role_contact: "on", role_admin: "on", body: KELHEIM };
      const link = await invitation(server, admin, "it@kelheim.example", rights);
      await page.goto("/verwaltung/personen");
      await page.getByRole("link", { name: "Konrad Kommune" }).click();
      await expect(page.getByRole("button", { name: "Neue Einladung" })).toHaveCount(0);
      const { pathname } = new URL(page.url());
      const answer = await post(server, `${pathname}/link`, { purpose: "invitation" }, visitor!.cookies);
      expect(answer.status).toBe(403);
      expect(await answer.text()).not.toContain("/einladung/");
      expect((await page.request.get(link)).status(), "the true invitation still holds").toBe(200);
    });
  });
});
