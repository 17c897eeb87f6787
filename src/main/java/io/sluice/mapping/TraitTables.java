package io.sluice.mapping;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code $lead} and {@code $account}: the traits of the Segment Spec and the fields that Segment's Classic
 * destination has for them, with those that stand in the {@code company} of the Spec besides.
 */
final class TraitTables {
    private static final TextNode NOT_AVAILABLE = TextNode.valueOf("n/a");

    private static final Map<String, String> PERSON = Map.ofEntries(
            Map.entry("email", "Email"),
            Map.entry("firstName", "FirstName"),
            Map.entry("lastName", "LastName"),
            Map.entry("company", "Company"),
            Map.entry("title", "Title"),
            Map.entry("salutation", "Salutation"),
            Map.entry("phone", "Phone"),
            Map.entry("mobilePhone", "MobilePhone"),
            Map.entry("fax", "Fax"),
            Map.entry("website", "Website"),
            Map.entry("description", "Description"),
            Map.entry("rating", "Rating"),
            Map.entry("leadSource", "LeadSource"),
            Map.entry("industry", "Industry"),
            Map.entry("annualRevenue", "AnnualRevenue"),
            Map.entry("numberOfEmployees", "NumberOfEmployees"));

    private static final Map<String, String> COMPANY = Map.of(
            "name", "Company",
            "industry", "Industry",
            "annualRevenue", "AnnualRevenue",
            "employeeCount", "NumberOfEmployees");

    private static final Map<String, String> ORGANISATION = Map.of(
            "name", "Name",
            "phone", "Phone",
            "fax", "Fax",
            "website", "Website",
            "description", "Description",
            "industry", "Industry",
            "annualRevenue", "AnnualRevenue",
            "employees", "NumberOfEmployees",
            "numberOfEmployees", "NumberOfEmployees");

    private static final Map<String, String> ADDRESS = Map.of(
            "street", "Street",
            "city", "City",
            "state", "State",
            "postalCode", "PostalCode",
            "zip", "PostalCode",
            "country", "Country");

    private TraitTables() {}

    /**
     * Of a user. Lead Status is not written, as Segment's Classic destination does not, and a new Lead lacks neither of the
     * fields that Salesforce asks for.
     */
    static StandardTraits lead() {
        return new StandardTraits(
                joined(table(PERSON), table(ADDRESS)),
                Map.of("address", table(ADDRESS), "company", table(COMPANY)),
                true,
                Set.of("status"),
                Set.of(),
                Map.of("LastName", NOT_AVAILABLE, "Company", NOT_AVAILABLE));
    }

    /** Of a group. @param addresses where its address goes: Billing, Shipping, or both */
    static StandardTraits account(List<String> addresses) {
        var address = addresses.stream().map(TraitTables::address).reduce(Map.of(), TraitTables::joined);
        return new StandardTraits(
                joined(table(ORGANISATION), address), Map.of("address", address), false, Set.of(), Set.of(), Map.of());
    }

    private static Map<String, List<ColumnName>> address(String kind) {
        return ADDRESS.entrySet().stream()
                .collect(Collectors.toMap(
                        part -> StandardTraits.folded(part.getKey()),
                        part -> List.of(ColumnName.of(kind + part.getValue()))));
    }

    private static Map<String, List<ColumnName>> table(Map<String, String> fields) {
        return fields.entrySet().stream()
                .collect(Collectors.toMap(
                        line -> StandardTraits.folded(line.getKey()), line -> List.of(ColumnName.of(line.getValue()))));
    }

    private static Map<String, List<ColumnName>> joined(
            Map<String, List<ColumnName>> one, Map<String, List<ColumnName>> other) {
        var all = new HashMap<>(one);
        other.forEach((trait, fields) -> all.merge(trait, fields, TraitTables::both));
        return Map.copyOf(all);
    }

    private static List<ColumnName> both(List<ColumnName> one, List<ColumnName> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
