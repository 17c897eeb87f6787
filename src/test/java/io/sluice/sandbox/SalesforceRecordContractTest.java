package io.sluice.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SalesforceRecordContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start();
    private static final String LEADS = "/sobjects/Lead";
    private static final String LEAD =
            "{\"LastName\":\"Gibbons\",\"Company\":\"Initech\",\"Email\":\"peter@example.com\"}";
    private static final String EMAIL = LEADS + "/Email/peter@example.com";

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

    private String created() {
        return crm.post(LEADS, LEAD).json().get("id").asText();
    }

    private void expect(Caller.Answer answer, int status, String body) {
        assertThat(answer.text()).isEqualTo(body);
        assertThat(answer.status()).isEqualTo(status);
    }

    @Test
    void a_record_is_created_read_changed_and_deleted() {
        var answer = crm.post(LEADS, LEAD);
        var id = answer.json().get("id").asText();
        expect(answer, 201, "{\"id\":\"" + id + "\",\"success\":true,\"errors\":[]}");
        assertThat(id).matches("00Q\\w{15}");
        assertThat(answer.headers().firstValue("Location")).contains(Crm.DATA + LEADS + "/" + id);

        expect(crm.patch(LEADS + "/" + id, "{\"Title\":\" VP \",\"Company\":\"Initrode\"}"), 204, "");
        var read = crm.get(LEADS + "/" + id + "?fields=Title,company,Name").json();
        assertThat(read.toString())
                .isEqualTo("{\"attributes\":{\"type\":\"Lead\",\"url\":\"" + Crm.DATA + LEADS + "/" + id
                        + "\"},\"Title\":\"VP\",\"Company\":\"Initrode\",\"Name\":\"Gibbons\"}");

        expect(crm.delete(LEADS + "/" + id), 204, "");
        expect(
                crm.delete(LEADS + "/" + id),
                404,
                "[{\"message\":\"entity is deleted\",\"errorCode\":\"ENTITY_IS_DELETED\",\"fields\":[]}]");
    }

    @Test
    void names_compare_without_case() {
        assertThat(crm.post("/SObjects/LEAD", "{\"lastname\":\"x\",\"COMPANY\":\"c\"}")
                        .status())
                .isEqualTo(201);
        assertThat(crm.records("Lead").get(0).get("LastName").asText()).isEqualTo("x");
    }

    @Test
    void null_and_an_empty_text_clear_a_field_and_what_is_absent_stays() {
        var id = created();
        crm.patch(LEADS + "/" + id, "{\"Title\":\"VP\",\"Phone\":\"1\",\"Fax\":\"2\"}");

        crm.patch(LEADS + "/" + id, "{\"Title\":null,\"Phone\":\"\"}");

        var lead = crm.records("Lead").get(0);
        assertThat(lead.has("Title")).isFalse();
        assertThat(lead.has("Phone")).isFalse();
        assertThat(lead.get("Fax").asText()).isEqualTo("2");
    }

    @Test
    void clients_without_patch_may_post_it() {
        var id = created();

        expect(crm.post(LEADS + "/" + id + "?_HttpMethod=PATCH", "{\"Title\":\"VP\"}"), 204, "");
        assertThat(crm.post(LEADS + "/" + id, "{\"Title\":\"VP\"}").status()).isEqualTo(405);
        assertThat(crm.post(LEADS + "/Id", LEAD).status()).isEqualTo(201);
    }

    @Test
    void an_upsert_creates_or_updates_and_says_which() {
        var answer = crm.patch(LEADS + "/External_Id__c/A%2F1", LEAD);
        var id = answer.json().get("id").asText();
        expect(answer, 201, "{\"id\":\"" + id + "\",\"success\":true,\"errors\":[],\"created\":true}");

        expect(
                crm.patch(LEADS + "/external_id__c/a%2F1", "{\"Title\":\"VP\"}"),
                200,
                "{\"id\":\"" + id + "\",\"success\":true,\"errors\":[],\"created\":false}");
        assertThat(crm.records("Lead").get(0).get("External_Id__c").asText()).isEqualTo("A/1");
        assertThat(crm.get(LEADS + "/External_Id__c/A%2F1?fields=Id")
                        .json()
                        .get("Id")
                        .asText())
                .isEqualTo(id);
    }

    @Test
    void an_upsert_that_updates_has_no_body_up_to_version_45() {
        created();

        var answer =
                crm.caller().patch("/services/data/v45.0/sobjects/Lead/Email/peter@example.com", "{\"Title\":\"VP\"}");

        expect(answer, 204, "");
    }

    @Test
    void an_upsert_that_matches_several_writes_none_of_them() {
        var first = created();
        var second = created();

        expect(
                crm.patch(EMAIL, "{\"Title\":\"VP\"}"),
                300,
                "[\"" + Crm.DATA + LEADS + "/" + first + "\",\"" + Crm.DATA + LEADS + "/" + second + "\"]");
        assertThat(crm.records("Lead").findValues("Title")).isEmpty();
    }

    @Test
    void an_upsert_may_be_asked_not_to_create() {
        expect(
                crm.patch(EMAIL + "?updateOnly=true", "{}"),
                404,
                "[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/sobjects/Lead/00Q5g0000000001EAA|{\"Id\":\"x\"}|The Id field should not be specified in the sobject data.",
                "/sobjects/Lead/External_Id__c/1|{\"external_id__c\":\"1\"}|The External_Id__c field should not be specified in the sobject data."
            })
    void the_key_in_the_path_must_not_be_in_the_body(String path, String body, String message) {
        created();

        expect(crm.patch(path, body), 400, "[{\"message\":\"" + message + "\",\"errorCode\":\"INVALID_FIELD\"}]");
    }

    @ParameterizedTest
    @CsvSource({
        "/sobjects/Lead/foo,foo",
        "/sobjects/Lead/0015g0000000001AAA,0015g0000000001AAA",
        "/sobjects/Lead/Title/x,Title"
    })
    void what_is_no_id_is_taken_for_a_field(String path, String name) {
        expect(
                crm.patch(path, "{}"),
                404,
                "[{\"message\":\"Provided external ID field does not exist or is not accessible: " + name
                        + "\",\"errorCode\":\"NOT_FOUND\"}]");
    }

    @ParameterizedTest
    @CsvSource({"/sobjects/Foo/describe", "/sobjects/Lead/00Q5g0000000009EAA", "/nowhere"})
    void what_is_not_there_is_not_found(String path) {
        expect(
                crm.get(path),
                404,
                "[{\"message\":\"The requested resource does not exist\",\"errorCode\":\"NOT_FOUND\"}]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Foo':1,'Address':2}|INVALID_FIELD|No such column 'Foo' on sobject of type Lead|",
                "{'Name':'x','Grade__c':'x'}|INVALID_FIELD_FOR_INSERT_UPDATE|Unable to create/update fields: Name, Grade__c."
                        + " Please check the security settings of this field and verify that it is read/write for your"
                        + " profile or permission set.|Name,Grade__c",
                "{'Address':{'city':'x'}}|INVALID_FIELD_FOR_INSERT_UPDATE|Unable to create/update fields: Address. Please"
                        + " check the security settings of this field and verify that it is read/write for your profile or"
                        + " permission set.|Address",
                "{'FirstName':'12345678901234567890123456789012345678901'}|STRING_TOO_LONG|First Name: data value too large:"
                        + " 12345678901234567890123456789012345678901 (max length=40)|FirstName",
                "{'Email':'x'}|INVALID_EMAIL_ADDRESS|Email: invalid email address: x|Email",
                "{'Tier__c':'Gold'}|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|Tier: bad value for restricted picklist field:"
                        + " Gold|Tier__c",
                "{'Topics__c':'news;x'}|INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST|Topics: bad value for restricted picklist"
                        + " field: news;x|Topics__c",
                "{'NumberOfEmployees':123456789}|NUMBER_OUTSIDE_VALID_RANGE|Employees: value outside of valid range on"
                        + " numeric field: 123456789|NumberOfEmployees",
                "{'OwnerId':'x'}|MALFORMED_ID|Owner ID: id value of incorrect type: x|OwnerId",
                "{'FirstName':'x'}|REQUIRED_FIELD_MISSING|Required fields are missing: [LastName, Company]|LastName,Company",
                "{'LastName':null,'Company':' '}|REQUIRED_FIELD_MISSING|Required fields are missing: [LastName, Company]"
                        + "|LastName,Company"
            })
    void a_record_that_is_not_right_is_refused(String body, String code, String message, String fields) {
        var answer = crm.post(LEADS, body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        var error = answer.json().get(0);
        assertThat(error.get("errorCode").asText()).isEqualTo(code);
        assertThat(error.get("message").asText()).isEqualTo(message);
        assertThat(error.has("fields")).isEqualTo(fields != null);
        if (fields != null) {
            assertThat(error.get("fields")).extracting(field -> field.asText()).containsExactly(fields.split(","));
        }
        assertThat(crm.records("Lead")).isEmpty();
    }

    @Test
    void all_values_that_are_not_right_are_told_at_once() {
        assertThat(crm.post(LEADS, "{\"Email\":\"x\",\"Tier__c\":\"x\"}").json())
                .hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{'Birthday__c':'2017-05-30T'}|Cannot deserialize instance of date from VALUE_STRING value 2017-05-30T or"
                        + " request may be missing a required field at [line:1, column:16]",
                "{'Signed_Up__c':'2017-05-30T10:00:00'}|Cannot deserialize instance of datetime from VALUE_STRING value"
                        + " 2017-05-30T10:00:00 or request may be missing a required field at [line:1, column:17]",
                "{'NumberOfEmployees':1.5}|Cannot deserialize instance of int from VALUE_NUMBER_FLOAT value 1.5 or request"
                        + " may be missing a required field at [line:1, column:22]",
                "{'Mrr__c':'much'}|Cannot deserialize instance of double from VALUE_STRING value much or request may be"
                        + " missing a required field at [line:1, column:11]",
                "{'Newsletter__c':null}|Cannot deserialize instance of boolean from VALUE_NULL value null or request may be"
                        + " missing a required field at [line:1, column:18]",
                "{'Title':{'a':1}}|Cannot deserialize instance of string from START_OBJECT value { or request may be missing"
                        + " a required field at [line:1, column:10]",
                "[{}]|Can not deserialize SObject out of START_ARRAY token at [line:1, column:1]",
                "\"\"|The HTTP entity body is required, but this request has no entity body."
            })
    void what_cannot_be_read_is_told_with_its_place(String body, String message) {
        var answer = crm.post(LEADS, body == null ? "" : body.replace('\'', '"'));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().get(0).get("errorCode").asText()).isEqualTo("JSON_PARSER_ERROR");
        assertThat(answer.json().get(0).get("message").asText()).isEqualTo(message);
    }

    @Test
    void values_are_taken_where_they_are_clean() {
        var answer = crm.post(LEADS, """
                {"LastName":7,"Company":true,"NumberOfEmployees":"12","Mrr__c":"1.005","Newsletter__c":"true",
                 "Birthday__c":"2000-02-29","Signed_Up__c":"2026-09-14T11:00:00+02:00","Rating":"Lukewarm"}""");

        assertThat(answer.status()).isEqualTo(201);
        var lead = crm.records("Lead").get(0);
        assertThat(lead.get("LastName").asText()).isEqualTo("7");
        assertThat(lead.get("Company").asText()).isEqualTo("true");
        assertThat(lead.get("NumberOfEmployees").asText()).isEqualTo("12");
        assertThat(lead.get("Mrr__c").asText()).isEqualTo("1.01");
        assertThat(lead.get("Newsletter__c").asBoolean()).isTrue();
        assertThat(lead.get("Birthday__c").asText()).isEqualTo("2000-02-29");
        assertThat(lead.get("Signed_Up__c").asText()).isEqualTo("2026-09-14T09:00:00.000+0000");
        assertThat(lead.get("Rating").asText()).isEqualTo("Lukewarm");
        assertThat(lead.get("Status").asText()).isEqualTo("Open - Not Contacted");
    }

    @Test
    void a_text_is_as_long_as_it_has_characters() {
        var body = "{\"LastName\":\"x\",\"Company\":\"c\",\"FirstName\":\"" + "\uD83D\uDE00".repeat(40) + "\"}";

        assertThat(crm.post(LEADS, body).status()).isEqualTo(201);
    }

    @Test
    void a_unique_value_is_there_once() {
        var first = crm.post(LEADS, "{\"LastName\":\"x\",\"Company\":\"c\",\"External_Id__c\":\"E1\"}")
                .json()
                .get("id")
                .asText();

        expect(
                crm.post(LEADS, "{\"LastName\":\"x\",\"Company\":\"c\",\"External_Id__c\":\"e1\"}"),
                400,
                "[{\"message\":\"duplicate value found: External_Id__c duplicates value on record with id: "
                        + first.substring(0, 15) + "\",\"errorCode\":\"DUPLICATE_VALUE\",\"fields\":[]}]");
        assertThat(crm.post(LEADS, "{\"LastName\":\"x\",\"Company\":\"c\",\"Case_Id__c\":\"A\"}")
                        .status())
                .isEqualTo(201);
        assertThat(crm.post(LEADS, "{\"LastName\":\"x\",\"Company\":\"c\",\"Case_Id__c\":\"a\"}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void a_duplicate_rule_that_alerts_may_be_overruled_and_one_that_blocks_may_not() {
        var first = created();
        crm.control(
                "settings", "{\"duplicateRules\":[{\"object\":\"Lead\",\"field\":\"Email\",\"action\":\"alert\"}]}");

        var answer = crm.post(LEADS, LEAD.replace("peter", "PETER"));
        assertThat(answer.status()).isEqualTo(400);
        var error = answer.json().get(0);
        assertThat(error.get("errorCode").asText()).isEqualTo("DUPLICATES_DETECTED");
        assertThat(error.get("message").asText()).isEqualTo("Use one of these records?");
        assertThat(error.at("/duplicateResut/allowSave").asBoolean()).isTrue();
        assertThat(error.at("/duplicateResut/duplicateRule").asText()).isEqualTo("Standard_Lead_Duplicate_Rule");
        assertThat(error.at("/duplicateResut/matchResults/0/matchRecords/0/record/Id")
                        .asText())
                .isEqualTo(first);

        assertThat(overruled().status()).isEqualTo(201);
        crm.control(
                "settings", "{\"duplicateRules\":[{\"object\":\"Lead\",\"field\":\"Email\",\"action\":\"block\"}]}");
        assertThat(overruled().status()).isEqualTo(400);
        assertThat(crm.patch(LEADS + "/" + first, "{\"Title\":\"VP\"}").status())
                .isEqualTo(204);
    }

    private Caller.Answer overruled() {
        return crm.post(LEADS, LEAD, "Sforce-Duplicate-Rule-Header", "allowSave=true; runAsCurrentUser=true");
    }

    @Test
    void the_assignment_rule_takes_every_record_that_is_written_unless_the_request_forbids_it() {
        var queue = "00G5g0000000001EAA";
        var id = crm.post(LEADS, LEAD, "Sforce-Auto-Assign", "FALSE")
                .json()
                .get("id")
                .asText();
        var caller = owner();
        assertThat(caller).startsWith("005");

        crm.patch(LEADS + "/" + id, "{\"Title\":\"a\"}", "Sforce-Auto-Assign", "false");
        assertThat(owner()).isEqualTo(caller);
        crm.patch(LEADS + "/" + id, "{\"Title\":\"b\"}");
        assertThat(owner()).isEqualTo(queue);

        crm.patch(LEADS + "/" + id, "{\"OwnerId\":\"" + caller + "\"}", "Sforce-Auto-Assign", "FALSE");
        assertThat(owner()).isEqualTo(caller);
        crm.control("settings", """
                {"assignmentRules":[{"id":"01Q5g0000000002EAA","object":"Lead","owner":"0055g0000000009AAA"}]}""");
        crm.patch(LEADS + "/" + id, "{\"Title\":\"c\"}");
        assertThat(owner()).isEqualTo(caller);
        crm.patch(LEADS + "/" + id, "{\"Title\":\"d\"}", "Sforce-Auto-Assign", "01Q5g0000000002");
        assertThat(owner()).isEqualTo("0055g0000000009AAA");
    }

    private String owner() {
        return crm.records("Lead").get(0).get("OwnerId").asText();
    }

    @Test
    void a_converted_lead_cannot_be_written() {
        var id = created();

        var converted = crm.control("leads/" + id + "/convert", "");

        expect(
                crm.patch(LEADS + "/" + id, "{\"Title\":\"VP\"}"),
                400,
                "[{\"message\":\"cannot reference converted lead\",\"errorCode\":\"CANNOT_UPDATE_CONVERTED_LEAD\",\"fields\":[]}]");
        assertThat(crm.patch(EMAIL, "{\"Title\":\"VP\"}").status()).isEqualTo(400);
        var found = crm.query("SELECT IsConverted, ConvertedContactId, ConvertedAccountId FROM Lead")
                .json()
                .at("/records/0");
        assertThat(found.get("IsConverted").asBoolean()).isTrue();
        assertThat(found.get("ConvertedContactId")).isEqualTo(converted.get("contactId"));
        var contact = crm.records("Contact").get(0);
        assertThat(contact.get("Email").asText()).isEqualTo("peter@example.com");
        assertThat(contact.get("AccountId")).isEqualTo(found.get("ConvertedAccountId"));
        assertThat(crm.records("Account").get(0).get("Name").asText()).isEqualTo("Initech");
    }

    @Test
    void a_reference_must_point_to_a_record() {
        assertThat(crm.post("/sobjects/Contact", "{\"LastName\":\"x\",\"AccountId\":\"0015g0000000001AAA\"}")
                        .text())
                .isEqualTo(
                        "[{\"message\":\"invalid cross reference id\",\"errorCode\":\"INVALID_CROSS_REFERENCE_KEY\",\"fields\":[]}]");
    }

    @Test
    void only_json_is_taken() {
        assertThat(crm.caller()
                        .send("POST", Crm.DATA + LEADS, BodyPublishers.ofString("<a/>"), "application/xml")
                        .status())
                .isEqualTo(415);
    }

    @Test
    void a_method_that_a_resource_lacks_is_told() {
        expect(
                crm.patch(LEADS, "{}"),
                405,
                "[{\"message\":\"HTTP Method 'PATCH' not allowed. Allowed are GET,POST\","
                        + "\"errorCode\":\"METHOD_NOT_ALLOWED\"}]");
    }
}
