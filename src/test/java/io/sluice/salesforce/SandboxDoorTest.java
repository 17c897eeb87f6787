package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Outcome;
import io.sluice.delivery.Reason;
import io.sluice.delivery.TestClock;
import io.sluice.sandbox.SandboxProcess;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The shipped door in front of the sandbox's org, which is stricter than a scripted one. */
class SandboxDoorTest {
    private static final Outcome DELIVERED = new Outcome.Delivered();
    private static final Map<String, String> SECRETS = Map.of(
            "client-id", "sandbox",
            "client-secret", "sandbox",
            "username", "sandbox@example.com",
            "password", "sandbox",
            "security-token", "token",
            "refresh-token", "refresh");
    private static SandboxProcess sandbox;

    private final TestClock clock = new TestClock();
    private final Writes writes = new Writes(clock);

    @BeforeAll
    static void start() {
        sandbox = SandboxProcess.start();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() {
        sandbox.reset();
    }

    @Test
    void every_login_leads_to_a_lead() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        var keys = generator.generateKeyPair();
        sandbox.tell(
                "/sandbox/salesforce/main/public-key",
                pem("PUBLIC KEY", keys.getPublic().getEncoded()));
        delivers("SoapLogin", settings("username", "password", "security-token"));
        delivers("Password", settings("client-id", "client-secret", "username", "password", "security-token"));
        delivers("ClientCredentials", settings("client-id", "client-secret"));
        delivers("RefreshToken", settings("client-id", "refresh-token"));
        var jwt = settings("client-id", "username");
        jwt.addAll(List.of(
                "salesforce.private-key", pem("PRIVATE KEY", keys.getPrivate().getEncoded())));
        delivers("Jwt", jwt);
        var names = new ArrayList<String>();
        sandbox.look("/sandbox/salesforce/main/records/Lead")
                .path("records")
                .forEach(lead -> names.add(lead.path("LastName").asText()));
        assertThat(names)
                .containsExactlyInAnyOrder("SoapLogin", "Password", "ClientCredentials", "RefreshToken", "Jwt");
    }

    /** By the sandbox's own clock, which looks at how old an assertion is. */
    private void delivers(String lastName, List<String> settings) {
        try (var door = new Door(AccountConfig.accounts(settings.toArray(String[]::new)))) {
            assertThat(door.outcome(new Writes().lead(lastName))).as(lastName).isEqualTo(DELIVERED);
        }
    }

    @Test
    void a_session_that_is_over_is_replaced_and_the_record_written_once() {
        try (var door = door(settings("client-id", "client-secret"))) {
            assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(DELIVERED);
            clock.passes(Duration.ofHours(2));
            sandbox.tell("/sandbox/salesforce/main/sessions/expire", "");
            assertThat(door.outcome(writes.lead("Bob"))).isEqualTo(DELIVERED);
        }
        assertThat(sandbox.look("/sandbox/salesforce/main/records/Lead").path("records"))
                .hasSize(2);
    }

    @Test
    void what_is_wrong_with_the_login_is_known_by_its_reason() {
        var wrong = settings("username", "password");
        try (var door = door(wrong)) {
            assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.LOGIN_REFUSED));
        }
        sandbox.tell("/sandbox/salesforce/main/settings", "{\"passwordExpired\":true}");
        try (var door = door(settings("username", "password", "security-token"))) {
            assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.PASSWORD_EXPIRED));
        }
        sandbox.tell(
                "/sandbox/salesforce/main/settings", "{\"passwordExpired\":false,\"clientCredentialsUser\":false}");
        try (var door = door(settings("client-id", "client-secret"))) {
            assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(new Outcome.Held(Reason.APP_NOT_APPROVED));
        }
    }

    @Test
    void the_budget_holds_calls_until_the_org_has_some_left() {
        try (var door = door(settings("client-id", "client-secret"))) {
            assertThat(door.outcome(writes.lead("Ann"))).isEqualTo(DELIVERED);
            sandbox.tell("/sandbox/salesforce/main/usage", "{\"used\":11000}");
            assertThat(door.outcome(writes.lead("Bob")))
                    .as("nobody can know before its answer")
                    .isEqualTo(DELIVERED);
            clock.passes(Duration.ofMillis(1));
            assertThat(door.outcome(writes.lead("Cid"))).isEqualTo(new Outcome.Held(Reason.DAILY_BUDGET));
            assertThat(door.outcome(writes.urgent("Dan"))).isEqualTo(DELIVERED);
            sandbox.tell("/sandbox/salesforce/main/usage", "{\"used\":100}");
            clock.passes(DailyBudget.BETWEEN_LOOKS);
            assertThat(door.outcome(writes.lead("Eve"))).isEqualTo(DELIVERED);
        }
    }

    private Door door(List<String> settings) {
        return new Door(AccountConfig.accounts(settings.toArray(String[]::new)), clock);
    }

    private static List<String> settings(String... secrets) {
        var settings = new ArrayList<>(List.of(
                "allowed-hosts", sandbox.url().getHost(),
                "salesforce.login-url", sandbox.url().toString(),
                "salesforce.requests-per-second", "100"));
        for (var secret : secrets) {
            settings.add("salesforce." + secret);
            settings.add(SECRETS.get(secret));
        }
        return settings;
    }

    private static String pem(String kind, byte[] der) {
        return "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                + "-----\n";
    }
}
