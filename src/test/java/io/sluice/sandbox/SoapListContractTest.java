package io.sluice.sandbox;

import static io.sluice.sandbox.SoapCaller.filter;
import static io.sluice.sandbox.SoapCaller.part;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;

class SoapListContractTest {
    private static final SandboxProcess SANDBOX = SandboxProcess.start("--rate", "0");
    private static final List<String> ID = List.of("ID");
    private static final String NIL = "http://www.w3.org/2001/XMLSchema-instance";

    private final Caller caller = new Caller(SANDBOX);
    private final SoapCaller soap = new SoapCaller(caller);

    @AfterAll
    static void stop() {
        SANDBOX.close();
    }

    @BeforeEach
    void reset() {
        SANDBOX.reset();
        caller.signedIn();
    }

    @Test
    void a_list_has_the_properties_that_were_asked_for() {
        var found = soap.retrieve(
                List.of("ID", "ListName", "CreatedDate", "ModifiedDate", "Client.ID", "Description", "ObjectID"),
                filter("ID", "equals", "1121"));

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("OverallStatus")).isEqualTo("OK");
        assertThat(found.text("RequestID")).matches("[0-9a-f-]{36}");
        var list = found.elements("Results").get(0);
        assertThat(list.getAttributeNS(NIL, "type")).isEqualTo("List");
        assertThat(names(list))
                .containsExactly(
                        "PartnerKey", "CreatedDate", "ModifiedDate", "ID", "ObjectID", "ListName", "Client", "ID");
        assertThat(found.text("ListName")).isEqualTo("Kündigungen <2026> & Rückläufer");
        assertThat(found.text("ModifiedDate")).isEqualTo("2026-02-28T23:30:00");
        assertThat(found.answer().headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
    }

    @Test
    void a_key_that_was_not_asked_for_is_nil_and_so_is_a_date_that_is_not_known() {
        var found = soap.retrieve(List.of("ID", "ModifiedDate"), filter("ID", "equals", "1122"));

        for (var nil : List.of("PartnerKey", "ObjectID", "ModifiedDate")) {
            assertThat(found.elements(nil).get(0).getAttributeNS(NIL, "nil")).isEqualTo("true");
        }
    }

    @Test
    void an_empty_description_is_an_empty_element_and_none_is_left_out() {
        var found = soap.retrieve(List.of("ID", "Description"), "");

        assertThat(found.elements("Results")).hasSize(4);
        assertThat(found.results("Description"))
                .containsExactlyInAnyOrder("Contains all subscribers", "", null, "From the old system");
    }

    @ParameterizedTest
    @CsvSource({
        // 23:30 at UTC-06:00 is 05:30 of the next day.
        "greaterThanOrEqual,2026-03-01T05:30:00Z,1121",
        "greaterThan,2026-03-01T05:30:00Z,''",
        "greaterThanOrEqual,2026-02-28T23:30:00,1121",
        "greaterThanOrEqual,2026-02-28T23:30:00Z,1121",
        "greaterThanOrEqual,2026-03-01T06:30:00+01:00,1121",
        "lessThan,2026-02-01T10:00:00.01,1001",
        "lessThanOrEqual,2026-02-01T10:00:00.01,1001 1120",
        "equals,2026-02-01T16:00:00.010Z,1120",
        "notEquals,2026-02-01T16:00:00.010Z,1001 1121",
        "isNull,,1122",
        "isNotNull,,1001 1120 1121"
    })
    void dates_compare_as_instants_and_a_list_without_one_meets_no_filter(String operator, String date, String ids) {
        var more = date == null ? filter("ModifiedDate", operator) : filter("ModifiedDate", operator, date);

        assertThat(soap.retrieve(ID, more).results("ID"))
                .containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "ID,equals,1120,1120",
        "ID,IN,1001 1120 7,1001 1120",
        "ID,between,1001 1120,1001 1120",
        "ID,greaterThan,1121,1122",
        "ListName,equals,NEWS,1120",
        "ListName,like,%s%,1001 1120",
        "Client.ID,notEquals,1000001,''",
        "Description,isNull,,1121",
        "Type,equals,private,1121"
    })
    void other_properties_can_be_filtered_by_too(String property, String operator, String values, String ids) {
        var more = filter(property, operator, values == null ? new String[0] : values.split(" "));

        assertThat(soap.retrieve(ID, more).results("ID"))
                .containsExactlyInAnyOrder(ids.isEmpty() ? new String[0] : ids.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"AND,1120", "OR,1001 1120 1121"})
    void two_filters_can_be_joined(String operator, String ids) {
        var filter = "<Filter xsi:type=\"ComplexFilterPart\"><LeftOperand xsi:type=\"SimpleFilterPart\">"
                + part("ModifiedDate", "greaterThan", "2026-02-01T00:00:00") + "</LeftOperand><LogicalOperator>"
                + operator + "</LogicalOperator><RightOperand xsi:type=\"SimpleFilterPart\">"
                + part("ID", "lessThan", "1121") + "</RightOperand></Filter>";

        assertThat(soap.retrieve(ID, filter).results("ID")).containsExactlyInAnyOrder(ids.split(" "));
    }

    @Test
    void more_than_2500_lists_come_in_several_answers_under_one_identifier() {
        SANDBOX.tell("/sandbox/source/generate", "{\"seed\":5,\"lists\":5200}");
        var sizes = new ArrayList<Integer>();
        var ids = new ArrayList<String>();

        var answer = soap.retrieve(ID, "<Options><BatchSize>5000</BatchSize></Options>");
        var identifier = answer.text("RequestID");
        sizes.add(answer.elements("Results").size());
        ids.addAll(answer.results("ID"));
        while (answer.text("OverallStatus").equals("MoreDataAvailable")) {
            answer = soap.retrieve(List.of(), "<ContinueRequest>" + identifier + "</ContinueRequest>");
            assertThat(answer.text("RequestID")).isEqualTo(identifier);
            sizes.add(answer.elements("Results").size());
            ids.addAll(answer.results("ID"));
        }

        assertThat(answer.text("OverallStatus")).isEqualTo("OK");
        assertThat(sizes).containsExactly(2500, 2500, 200);
        assertThat(ids).hasSize(5200).doesNotHaveDuplicates();
    }

    @Test
    void what_is_retrieved_is_the_truth_in_every_alphabet() {
        SANDBOX.tell("/sandbox/source/generate", "{\"seed\":13,\"lists\":400}");
        var names = List.of("ID", "ListName", "Description", "ModifiedDate", "CustomerKey", "Category");

        var found = soap.retrieve(names, "");

        var truth = new HashMap<String, List<String>>();
        for (var list : SANDBOX.look("/sandbox/source/lists")) {
            truth.put(
                    list.get("ID").asText(),
                    names.stream()
                            .map(name -> list.get(name).isNull()
                                    ? null
                                    : list.get(name).asText())
                            .toList());
        }
        assertThat(found.elements("Results")).hasSize(400).allSatisfy(list -> assertThat(
                        names.stream().map(name -> textOrNull(list, name)).toList())
                .isEqualTo(truth.get(child(list, "ID"))));
    }

    private static String textOrNull(Element list, String name) {
        var found =
                (Element) list.getElementsByTagNameNS(SoapCaller.PARTNER, name).item(0);
        return found == null || found.hasAttributeNS(NIL, "nil") ? null : found.getTextContent();
    }

    @Test
    void what_changes_meanwhile_does_not_change_a_retrieve() {
        var answer = soap.retrieve(ID, "<Options><BatchSize>2</BatchSize></Options>");
        SANDBOX.remove("/sandbox/source/lists/1001");
        SANDBOX.remove("/sandbox/source/lists/1122");

        var ids = new ArrayList<>(answer.results("ID"));
        ids.addAll(soap.retrieve(ID, going(answer.text("RequestID"))).results("ID"));

        assertThat(ids).containsExactlyInAnyOrder("1001", "1120", "1121", "1122");
    }

    @Test
    void an_identifier_that_is_used_again_brings_the_next_answer_or_by_a_setting_the_same() {
        var batch = "<Options><BatchSize>1</BatchSize></Options>";
        var next = soap.retrieve(ID, batch).text("RequestID");
        assertThat(soap.retrieve(ID, going(next)).results("ID"))
                .isNotEqualTo(soap.retrieve(ID, going(next)).results("ID"));

        SANDBOX.tell("/sandbox/source/settings", "{\"continuing\":\"same\"}");
        var same = soap.retrieve(ID, batch).text("RequestID");
        var second = soap.retrieve(ID, going(same));
        assertThat(second.results("ID"))
                .isEqualTo(soap.retrieve(ID, going(same)).results("ID"));
        assertThat(second.text("RequestID")).isNotEqualTo(same);
    }

    @Test
    void an_identifier_is_forgotten_after_ten_minutes_and_when_all_is_told() {
        var batch = "<Options><BatchSize>2</BatchSize></Options>";
        var late = soap.retrieve(ID, batch).text("RequestID");
        SANDBOX.tell("/sandbox/clock?advance=PT11M", "");
        assertThat(soap.retrieve(ID, going(late)).text("OverallStatus")).startsWith("Error: ");

        var done = soap.retrieve(ID, batch).text("RequestID");
        assertThat(soap.retrieve(ID, going(done)).text("OverallStatus")).isEqualTo("OK");
        var again = soap.retrieve(ID, going(done));
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("OverallStatus")).startsWith("Error: ").contains(done);
        assertThat(again.elements("Results")).isEmpty();
    }

    @Test
    void one_property_that_cannot_be_retrieved_fails_the_whole_call() {
        var found = soap.retrieve(List.of("ID", "Client.UserID", "Client.CreatedBy"), "");

        assertThat(found.status()).isEqualTo(200);
        assertThat(found.text("OverallStatus"))
                .isEqualTo("Error: The Request Property(s) Client.UserID, Client.CreatedBy do not match with the fields"
                        + " of List retrieve");
        assertThat(found.elements("Results")).isEmpty();
    }

    @Test
    void an_account_may_have_more_properties() {
        SANDBOX.tell("/sandbox/source/settings", "{\"retrievable\":[\"Client.CreatedBy\",\"Colour\"]}");
        SANDBOX.change("/sandbox/source/lists/1120", "{\"Colour\":\"red\",\"Client\":{\"CreatedBy\":77}}");

        var found = soap.retrieve(List.of("ID", "Client.CreatedBy", "Colour"), filter("ID", "equals", "1120"));

        assertThat(found.text("CreatedBy")).isEqualTo("77");
        assertThat(found.text("Colour")).isEqualTo("red");
        assertThat(retrievable()).contains("Client.CreatedBy", "Colour").doesNotContain("Client.UserID");
    }

    @Test
    void describe_says_what_can_be_retrieved() {
        assertThat(retrievable())
                .containsExactlyInAnyOrder(
                        "ID",
                        "PartnerKey",
                        "CreatedDate",
                        "ModifiedDate",
                        "Client.ID",
                        "Client.PartnerClientKey",
                        "ListName",
                        "Description",
                        "Category",
                        "Type",
                        "CustomerKey",
                        "ListClassification",
                        "AutomatedEmail.ID",
                        "ObjectID");
        assertThat(soap.retrieve(retrievable(), "").text("OverallStatus")).isEqualTo("OK");
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "Lists", "DeliveryProfile"})
    void another_type_of_object_is_told(String type) {
        assertThat(soap.retrieve(type, ID, "").text("OverallStatus"))
                .isEqualTo("Error: Unable to find a handler for object type: " + type
                        + ". Object types are case-sensitive, check spelling.");
        assertThat(soap.describe(type).elements("Properties")).isEmpty();
    }

    @Test
    void a_filter_on_a_property_that_cannot_be_retrieved_is_told() {
        assertThat(soap.retrieve(ID, filter("Client.UserID", "equals", "1")).text("OverallStatus"))
                .isEqualTo("Error: The Filter Property 'Client.UserID' is not a retrievable property.");
    }

    @ParameterizedTest
    @CsvSource({"ModifiedDate,equals,yesterday", "ID,equals,x", "ID,similar,1", "ID,between,1"})
    void a_filter_that_is_not_right_is_a_fault(String property, String operator, String value) {
        var found = soap.retrieve(ID, filter(property, operator, value));

        assertThat(found.status()).isEqualTo(500);
        assertThat(found.text("faultcode")).isEqualTo("soap:Client");
    }

    private List<String> retrievable() {
        var names = new ArrayList<String>();
        for (var property : soap.describe("List").elements("Properties")) {
            if (child(property, "IsRetrievable").equals("true")) {
                names.add(child(property, "Name"));
            }
        }
        return names;
    }

    private static String child(Element element, String name) {
        return element.getElementsByTagNameNS(SoapCaller.PARTNER, name).item(0).getTextContent();
    }

    private static List<String> names(Element element) {
        var names = new ArrayList<String>();
        var all = element.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            names.add(all.item(i).getNodeName());
        }
        return names;
    }

    private static String going(String identifier) {
        return "<ContinueRequest>" + identifier + "</ContinueRequest>";
    }
}
