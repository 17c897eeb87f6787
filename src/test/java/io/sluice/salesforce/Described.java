package io.sluice.salesforce;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Stream;

/**
 * What describe answers, as far as it counts here. A line is the field's name, its type, its length (or digits, or
 * precision,scale), its flags, and the values of its picklist. Flags: c createable, u updateable, n nillable, d defaulted on
 * create, f filterable, i id look-up, e external id, s case-sensitive, r restricted picklist.
 */
final class Described {
    private static final String LEAD = """
            Id             id        18   df
            LastName       string    80   cuf
            FirstName      string    40   cunf
            Company        string    255  cuf
            Name           string    121  f
            Title          string    128  cunf
            Salutation     picklist  40   cunf Mr.,Ms.,Dr.
            Street         textarea  255  cunf
            City           string    40   cunf
            State          string    80   cunf
            PostalCode     string    20   cunf
            Country        string    80   cunf
            Phone          phone     40   cunf
            MobilePhone    phone     40   cunf
            Fax            phone     40   cunf
            Email          email     80   cunfi
            Website        url       255  cunf
            Description    textarea  32000 cun
            LeadSource     picklist  255  cunf Web,Other
            Status         picklist  255  cudf New,Working
            Industry       picklist  255  cunf Banking,Other
            Rating         picklist  255  cunf Hot,Warm,Cold
            AnnualRevenue  currency  18,0 cunf
            NumberOfEmployees int    8    cunf
            OwnerId        reference 18   cudf
            DoNotCall      boolean   0    cudf
            IsConverted    boolean   0    cdf
            ConvertedContactId reference 18 nf
            CreatedDate    datetime  0    df
            CleanStatus    picklist  40   cunfr Matched,Pending
            favBoat__c     string    20   cunf
            Berth_No__c    double    6,2  cunf
            Member_No__c   string    10   cunfie
            Card__c        string    12   cunfies
            Born__c        date      0    cunf
            Met__c         datetime  0    cunf
            Vip__c         boolean   0    cudf
            Tags__c        multipicklist 4099 cunr sail,row
            Score__c       percent   5,2  nf
            """;

    private static final String ACCOUNT = """
            Id             id        18   df
            Name           string    255  cuf
            AccountNumber  string    40   cunf
            NumberOfEmployees int    8    cunf
            AnnualRevenue  currency  18,0 cunf
            Industry       picklist  255  cunf Banking,Other
            Phone          phone     40   cunf
            Fax            phone     40   cunf
            Website        url       255  cunf
            Description    textarea  32000 cun
            BillingStreet  textarea  255  cunf
            BillingCity    string    40   cunf
            BillingState   string    80   cunf
            BillingPostalCode string 20   cunf
            BillingCountry string    80   cunf
            ShippingStreet textarea  255  cunf
            ShippingCity   string    40   cunf
            ShippingState  string    80   cunf
            ShippingPostalCode string 20  cunf
            ShippingCountry string   80   cunf
            OwnerId        reference 18   cudf
            plan__c        string    40   cunf
            """;

    private static final String CONTACT = """
            Id             id        18   df
            LastName       string    80   cuf
            FirstName      string    40   cunf
            Email          email     80   cunfi
            Phone          phone     40   cunf
            Title          string    128  cunf
            MailingCity    string    40   cunf
            AccountId      reference 18   cunf
            favBoat__c     string    20   cunf
            """;

    private Described() {}

    static SObject lead() {
        return SObject.read(json("Lead", LEAD)).orElseThrow();
    }

    static SObject account() {
        return SObject.read(json("Account", ACCOUNT)).orElseThrow();
    }

    /** @param object Lead, Account or Contact */
    static ObjectNode json(String object) {
        return json(object, object.equals("Lead") ? LEAD : object.equals("Account") ? ACCOUNT : CONTACT);
    }

    /** An object of which all may be written. */
    static ObjectNode json(String object, String fields) {
        var described = JsonNodeFactory.instance.objectNode().put("name", object);
        List.of("createable", "updateable", "queryable").forEach(flag -> described.put(flag, true));
        var array = described.putArray("fields");
        fields.lines().filter(line -> !line.isBlank()).map(Described::field).forEach(array::add);
        return described;
    }

    private static ObjectNode field(String line) {
        var words = line.strip().split("\\s+", 5);
        var field = JsonNodeFactory.instance
                .objectNode()
                .put("name", words[0])
                .put("label", words[0])
                .put("type", words[1]);
        size(field, words[2]);
        flag(field, words[3], 'c', "createable");
        flag(field, words[3], 'u', "updateable");
        flag(field, words[3], 'n', "nillable");
        flag(field, words[3], 'd', "defaultedOnCreate");
        flag(field, words[3], 'f', "filterable");
        flag(field, words[3], 'i', "idLookup");
        flag(field, words[3], 'e', "externalId");
        flag(field, words[3], 's', "caseSensitive");
        flag(field, words[3], 'r', "restrictedPicklist");
        var values = field.putArray("picklistValues");
        if (words.length > 4) {
            Stream.of(words[4].split(","))
                    .forEach(value -> values.addObject().put("value", value).put("active", true));
        }
        return field;
    }

    private static void size(ObjectNode field, String size) {
        var parts = size.split(",");
        var first = Integer.parseInt(parts[0]);
        if (parts.length > 1) {
            field.put("precision", first).put("scale", Integer.parseInt(parts[1]));
        } else if (field.get("type").textValue().equals("int")) {
            field.put("digits", first);
        } else {
            field.put("length", first);
        }
    }

    private static void flag(ObjectNode field, String flags, char flag, String name) {
        field.put(name, flags.indexOf(flag) >= 0);
    }
}
