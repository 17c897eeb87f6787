package io.sluice.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.delivery.Finding;
import io.sluice.delivery.RecordWriting;
import io.sluice.delivery.Row;
import io.sluice.delivery.Target;
import io.sluice.mapping.TargetUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@code check --connect} finds in an org, over HTTP. */
class SalesforceCheckTest {
    private final FakeSalesforce salesforce = new FakeSalesforce();

    @AfterEach
    void stop() {
        salesforce.close();
    }

    @Test
    void tells_what_is_there_and_what_does_not_fit() throws InterruptedException {
        salesforce.used(100, 15_000);
        salesforce.answers(200, Described.json("Lead").toString());
        var findings = findings(use("salesforce", "main", "Lead"), use("sfmc", "main", "Lead"));
        assertThat(findings)
                .containsExactly(
                        new Finding(false, "Salesforce account main: the credentials are good"),
                        new Finding(
                                false,
                                "Salesforce account main: 14899 of 15000 calls of 24 hours are left; the budget is 12000,"
                                        + " of which 1200 are a reserve"),
                        new Finding(false, "main/object/Lead: 39 fields; written by leads/leads"),
                        new Finding(
                                true,
                                "leads/leads: a new Lead needs a value of 'LastName' (string 80), and nothing gives it one;"
                                        + " add a field, or write it under 'onCreate'."),
                        new Finding(
                                true,
                                "leads/leads: a new Lead needs a value of 'Company' (string 255), and nothing gives it one;"
                                        + " add a field, or write it under 'onCreate'."));
        assertThat(salesforce.calls())
                .extracting(FakeSalesforce.Seen::path)
                .singleElement()
                .asString()
                .endsWith("/sobjects/Lead/describe");
    }

    @Test
    void an_object_that_the_user_does_not_see_is_told_with_what_to_do() throws InterruptedException {
        salesforce.answers(
                404, "[{\"errorCode\":\"NOT_FOUND\",\"message\":\"The requested resource does not exist\"}]");
        assertThat(findings(use("salesforce", "main", "Berth__c"))).last().satisfies(finding -> {
            assertThat(finding.wrong()).isTrue();
            assertThat(finding.text()).startsWith("main/object/Berth__c: HTTP 404, NOT_FOUND");
        });
    }

    @Test
    void calls_that_are_used_up_are_told() throws InterruptedException {
        salesforce.used(14_000, 15_000);
        salesforce.answers(200, Described.json("Lead").toString());
        assertThat(findings(use("salesforce", "main", "Lead")).get(1).text())
                .contains("999 of 15000 calls")
                .contains("it is used up");
    }

    @Test
    void a_wrong_secret_is_told_and_not_shown() throws InterruptedException {
        salesforce.answersLogin(
                400, "{\"error\":\"invalid_client\",\"error_description\":\"invalid client credentials\"}");
        assertThat(findings(use("salesforce", "main", "Lead"))).singleElement().satisfies(finding -> {
            assertThat(finding.wrong()).isTrue();
            assertThat(finding.text())
                    .startsWith("Salesforce account main: login: HTTP 400, invalid_client")
                    .doesNotContain("a-secret");
        });
        assertThat(salesforce.calls()).isEmpty();
    }

    @Test
    void what_is_of_another_account_is_left_out() throws InterruptedException {
        assertThat(findings(use("salesforce", "emea", "Lead"))).isEmpty();
        assertThat(salesforce.seen()).isEmpty();
    }

    private List<Finding> findings(TargetUse... uses) throws InterruptedException {
        return new SalesforceCheck(AccountConfig.standIn(salesforce)).findings(List.of(uses));
    }

    private static TargetUse use(String destination, String account, String object) {
        return new TargetUse(
                "leads",
                destination,
                "leads",
                new Target(account, "object", object),
                Row.Match.NAMES,
                Set.of("Email"),
                Map.of(),
                Optional.of(RecordWriting.DEFAULT),
                column -> false);
    }
}
