package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an org says of itself, how it counts its requests, and what its administrator may change. */
class SalesforceOrgContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final String LEAD = "{\"LastName\":\"x\",\"Company\":\"c\",\"Title\":\"user-17\"}";

    private final Crm crm = new Crm(SANDBOX).loggedIn();

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        crm.loggedIn();
    }

    private JsonNode field(String object, String name) {
        for (var field : crm.get("/sobjects/" + object + "/describe").json().get("fields")) {
            if (field.get("name").asText().equals(name)) {
                return field;
            }
        }
        return MissingNode.getInstance();
    }

    @Test
    void the_versions_are_told_to_everyone() {
        var versions = crm.caller().withToken(null).get("/services/data").json();

        assertThat(versions.get(0).get("version").asText()).isEqualTo("31.0");
        assertThat(versions.get(versions.size() - 1).get("url").asText()).isEqualTo("/services/data/v67.0");
    }

    @ParameterizedTest
    @CsvSource({"v30.0,410", "v68.0,404", "vx,404", "v31.0,200", "v67.0,200"})
    void a_version_that_is_gone_or_unknown_is_refused(String version, int status) {
        assertThat(crm.caller().get("/services/data/" + version + "/limits").status())
                .isEqualTo(status);
    }

    @Test
    void a_describe_tells_of_each_field_what_may_be_done_with_it() {
        var email = field("Lead", "Email");
        assertThat(email.get("type").asText()).isEqualTo("email");
        assertThat(email.get("length").asInt()).isEqualTo(80);
        assertThat(email.get("byteLength").asInt()).isEqualTo(240);
        assertThat(email.get("idLookup").asBoolean()).isTrue();
        assertThat(email.get("externalId").asBoolean()).isFalse();
        assertThat(field("Lead", "LastName").get("nillable").asBoolean()).isFalse();
        assertThat(field("Lead", "Address").get("createable").asBoolean()).isFalse();
        assertThat(field("Lead", "Description").get("filterable").asBoolean()).isFalse();
        assertThat(field("Lead", "IsConverted").get("updateable").asBoolean()).isFalse();
        assertThat(field("Lead", "Status").get("defaultedOnCreate").asBoolean()).isTrue();
        assertThat(field("Lead", "Tier__c").get("restrictedPicklist").asBoolean())
                .isTrue();
        assertThat(field("Lead", "Tier__c").get("picklistValues").findValuesAsText("value"))
                .containsExactly("gold", "silver", "bronze");
        assertThat(field("Lead", "External_Id__c").get("unique").asBoolean()).isTrue();
        assertThat(field("Lead", "Case_Id__c").get("caseSensitive").asBoolean()).isTrue();
        assertThat(field("Account", "AnnualRevenue").get("precision").asInt()).isEqualTo(18);
        assertThat(field("Account", "NumberOfEmployees").get("digits").asInt()).isEqualTo(8);
        assertThat(field("Contact", "AccountId").get("referenceTo").get(0).asText())
                .isEqualTo("Account");
    }

    @Test
    void what_is_required_follows_from_the_describe() {
        for (var expected : new String[] {"Lead:LastName,Company", "Account:Name", "Contact:LastName"}) {
            var parts = expected.split(":");
            var required = new ArrayList<String>();
            for (var field :
                    crm.get("/sobjects/" + parts[0] + "/describe").json().get("fields")) {
                if (field.get("createable").asBoolean()
                        && !field.get("nillable").asBoolean()
                        && !field.get("defaultedOnCreate").asBoolean()) {
                    required.add(field.get("name").asText());
                }
            }
            assertThat(required).as(parts[0]).containsExactly(parts[1].split(","));
        }
    }

    @Test
    void a_describe_that_has_not_changed_is_not_sent_again() {
        var modified = crm.get("/sobjects/Lead/describe")
                .headers()
                .firstValue("Last-Modified")
                .orElseThrow();

        var again = crm.caller()
                .send(
                        "GET",
                        Crm.DATA + "/sobjects/Lead/describe",
                        BodyPublishers.noBody(),
                        "application/json",
                        "If-Modified-Since",
                        modified);

        assertThat(again.status()).isEqualTo(304);
    }

    @Test
    void the_objects_are_listed() {
        assertThat(crm.get("/sobjects").json().get("sobjects").findValuesAsText("keyPrefix"))
                .containsExactly("00Q", "001", "003");
        assertThat(crm.get("/sobjects/Lead").json().at("/objectDescribe/label").asText())
                .isEqualTo("Lead");
    }

    @Test
    void a_hidden_field_is_as_if_it_were_not_there() {
        crm.control("objects/Lead/fields/HasOptedOutOfEmail/hide", "");

        assertThat(field("Lead", "HasOptedOutOfEmail").isMissingNode()).isTrue();
        assertThat(crm.post("/sobjects/Lead", "{\"HasOptedOutOfEmail\":true}")
                        .json()
                        .at("/0/message")
                        .asText())
                .isEqualTo("No such column 'HasOptedOutOfEmail' on sobject of type Lead");
        assertThat(crm.query("SELECT HasOptedOutOfEmail FROM Lead").status()).isEqualTo(400);

        crm.control("objects/Lead/fields/HasOptedOutOfEmail/show", "");
        assertThat(field("Lead", "HasOptedOutOfEmail").isMissingNode()).isFalse();
    }

    @Test
    void a_hidden_object_is_as_if_it_were_not_there() {
        crm.control("objects/Lead/hide", "");

        assertThat(crm.get("/sobjects/Lead/describe").status()).isEqualTo(404);
        assertThat(crm.post("/sobjects/Lead", LEAD).status()).isEqualTo(404);
        assertThat(crm.query("SELECT Id FROM Lead").json().at("/0/errorCode").asText())
                .isEqualTo("INVALID_TYPE");
    }

    @Test
    void fields_come_change_and_go() {
        crm.control("objects/Lead/fields", "{\"name\":\"testProp__c\",\"type\":\"string\",\"length\":3}");
        assertThat(field("Lead", "testProp__c").get("custom").asBoolean()).isTrue();
        assertThat(crm.post("/sobjects/Lead", LEAD.replace("Title", "testprop__c"))
                        .json()
                        .at("/0/errorCode")
                        .asText())
                .isEqualTo("STRING_TOO_LONG");

        crm.control("objects/Lead/fields", "{\"name\":\"testProp__c\",\"type\":\"string\",\"readOnly\":true}");
        assertThat(crm.post("/sobjects/Lead", LEAD.replace("Title", "testprop__c"))
                        .json()
                        .at("/0/errorCode")
                        .asText())
                .isEqualTo("INVALID_FIELD_FOR_INSERT_UPDATE");

        crm.caller().delete("/sandbox/salesforce/main/objects/Lead/fields/testProp__c");
        assertThat(field("Lead", "testProp__c").isMissingNode()).isTrue();
    }

    @Test
    void every_answer_says_how_much_of_the_limit_is_used() {
        assertThat(crm.get("/limits").headers().firstValue("Sforce-Limit-Info")).contains("api-usage=1/15000");
        assertThat(crm.get("/sobjects/Foo/describe").headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=2/15000");
        assertThat(crm.get("/limits").json().get("DailyApiRequests").toString())
                .isEqualTo("{\"Max\":15000,\"Remaining\":14997}");
    }

    @Test
    void above_the_limit_every_request_is_refused_until_the_window_has_moved_on() {
        crm.control("settings", "{\"maxRequests\":100}");
        crm.control("usage", "{\"used\":99}");

        assertThat(crm.get("/limits").status()).isEqualTo(200);
        var refused = crm.get("/limits");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .isEqualTo(
                        "[{\"message\":\"TotalRequests Limit exceeded.\",\"errorCode\":\"REQUEST_LIMIT_EXCEEDED\"}]");
        assertThat(refused.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=100/100");

        SANDBOX.tell("/sandbox/clock?advance=PT24H1M", "");
        assertThat(crm.loggedIn().get("/limits").headers().firstValue("Sforce-Limit-Info"))
                .contains("api-usage=1/100");
    }

    @Test
    void an_expired_password_is_told_by_every_kind_of_login() {
        crm.control("settings", "{\"passwordExpired\":true}");

        var login = crm.token("grant_type=password&username=sandbox@example.com&password=sandboxtoken"
                + "&client_id=sandbox&client_secret=sandbox");
        assertThat(login.json().get("error_description").asText()).isEqualTo("authentication failure");
        var token = crm.token("grant_type=client_credentials&client_id=sandbox&client_secret=sandbox")
                .json();
        crm.caller().withToken(token.get("access_token").asText());
        assertThat(crm.get("/limits").json().at("/0/errorCode").asText())
                .isEqualTo("INVALID_OPERATION_WITH_EXPIRED_PASSWORD");
    }

    @Test
    void an_org_may_have_its_api_switched_off() {
        crm.control("settings", "{\"apiEnabled\":false}");

        var refused = crm.get("/limits");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text())
                .isEqualTo("[{\"message\":\"The REST API is not enabled for this Organization\","
                        + "\"errorCode\":\"API_DISABLED_FOR_ORG\"}]");
    }

    @Test
    void a_record_fault_is_met_by_so_many_records() {
        crm.control("record-faults", "{\"object\":\"Lead\",\"contains\":\"user-17\",\"skip\":1,\"times\":2}");

        assertThat(crm.post("/sobjects/Lead", LEAD).status()).isEqualTo(201);
        assertThat(crm.post("/sobjects/Lead", LEAD.replace("17", "18")).status())
                .isEqualTo(201);
        var locked = crm.post("/sobjects/Lead", LEAD);
        assertThat(locked.status()).isEqualTo(400);
        assertThat(locked.json().at("/0/errorCode").asText()).isEqualTo("UNABLE_TO_LOCK_ROW");
        assertThat(locked.json().at("/0/message").asText())
                .startsWith("unable to obtain exclusive access to this record or 1 records: ");
        assertThat(crm.post("/sobjects/Lead", LEAD).status()).isEqualTo(400);
        assertThat(crm.post("/sobjects/Lead", LEAD).status()).isEqualTo(201);
        assertThat(SANDBOX.look("/sandbox/salesforce/main/record-faults")
                        .at("/0/met")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void a_record_fault_may_be_a_validation_rule_of_one_record() {
        var id = crm.post("/sobjects/Lead", LEAD).json().get("id").asText();
        crm.control("record-faults", """
                {"id":"%s","operation":"update","statusCode":"FIELD_CUSTOM_VALIDATION_EXCEPTION",
                 "message":"No titles","fields":["Title"]}""".formatted(id));

        assertThat(crm.patch("/sobjects/Lead/" + id, LEAD).text())
                .isEqualTo("[{\"message\":\"No titles\",\"errorCode\":\"FIELD_CUSTOM_VALIDATION_EXCEPTION\","
                        + "\"fields\":[\"Title\"]}]");
        assertThat(crm.delete("/sobjects/Lead/" + id).status()).isEqualTo(204);
    }

    @Test
    void the_control_api_puts_records_and_tells_what_was_written() {
        crm.control("records/Lead", "{\"LastName\":\"old\",\"CreatedDate\":\"2020-01-01T00:00:00Z\"}");
        var id = crm.post("/sobjects/Lead", LEAD).json().get("id").asText();
        crm.patch("/sobjects/Lead/" + id, "{\"Title\":null}");
        crm.delete("/sobjects/Lead/" + id);

        var all = SANDBOX.look("/sandbox/salesforce/main/records/lead");
        assertThat(all.get("count").asInt()).isEqualTo(1);
        assertThat(all.at("/records/0/CreatedDate").asText()).isEqualTo("2020-01-01T00:00:00.000+0000");
        assertThat(all.get("history").findValuesAsText("operation")).containsExactly("create", "update", "delete");
        assertThat(all.at("/history/1/values").toString()).isEqualTo("{\"Title\":null}");
        assertThat(all.at("/history/0/request").asLong()).isPositive();
        assertThat(SANDBOX.look("/sandbox/stats")
                        .at("/salesforce/orgs/main/apiUsed")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void a_control_request_that_is_not_right_is_told() {
        assertThat(crm.caller().get("/sandbox/salesforce/nobody/settings").status())
                .isEqualTo(404);
        assertThat(crm.caller().get("/sandbox/salesforce/main/records/Foo").status())
                .isEqualTo(400);
        for (var wrong : new String[] {"{\"Foo\":1}", "{\"Id\":\"x\"}", "{\"Birthday__c\":\"x\"}", "[]"}) {
            assertThat(crm.caller()
                            .post("/sandbox/salesforce/main/records/Lead", wrong)
                            .status())
                    .as(wrong)
                    .isEqualTo(400);
        }
        assertThat(crm.caller()
                        .post("/sandbox/salesforce/main/usage", "{\"used\":\"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(crm.caller()
                        .post("/sandbox/salesforce/main/settings", "{\"maxRequest\":1}")
                        .text())
                .contains("maxRequest");
        assertThat(crm.caller()
                        .post("/sandbox/salesforce/main/objects/Lead/fields", "{\"name\":\"a\",\"type\":\"blob\"}")
                        .text())
                .contains("'blob' is no type of field");
    }

    @Test
    void requests_are_counted_apart_from_those_of_marketing_cloud() {
        crm.get("/limits");
        crm.get("/limits");

        var stats = SANDBOX.look("/sandbox/stats");
        assertThat(stats.get("worstSecond").asInt()).isZero();
        assertThat(stats.at("/salesforce/worstSecond").asInt()).isEqualTo(2);
        assertThat(stats.at("/salesforce/mostAtOnce").asInt()).isEqualTo(1);
        assertThat(stats.at("/routes/GET ~1services~1data~1{version}~1limits/calls")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void the_page_shows_the_records() {
        crm.post("/sobjects/Lead", LEAD);

        assertThat(crm.caller().get("/").text()).contains("<td>1 of 15000", "Salesforce main: Lead (1)", "user-17");
    }

    @Test
    void two_orgs_know_nothing_of_each_other(@TempDir Path folder) throws IOException {
        var file = Files.writeString(folder.resolve("orgs.yaml"), """
                orgs:
                  - { name: main, clientId: sandbox, clientSecret: sandbox, username: a@example.com, password: p }
                  - { name: other, clientId: other, clientSecret: s, username: b@example.com, password: p }
                """);
        try (var sandbox = SandboxProcess.start("--salesforce-data", file.toString())) {
            var main = new Crm(sandbox).loggedIn();
            main.post("/sobjects/Lead", LEAD);
            var other = new Crm(sandbox);
            var token = other.token("grant_type=client_credentials&client_id=other&client_secret=s")
                    .json();
            other.caller().withToken(token.get("access_token").asText());

            assertThat(other.query("SELECT Id FROM Lead")
                            .json()
                            .get("totalSize")
                            .asInt())
                    .isZero();
            assertThat(main.query("SELECT Id FROM Lead").json().get("totalSize").asInt())
                    .isEqualTo(1);
            assertThat(sandbox.look("/sandbox/salesforce")
                            .at("/other/records/Lead")
                            .asInt())
                    .isZero();
        }
    }
}
