package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.delivery.Mapped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of traits by {@code $lead} and {@code $account}. */
class StandardTraitsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {firstName:'Ann',lastName:'Li'}                            | {FirstName:'Ann',LastName:'Li'}
            {first_name:'Ann','Last Name':'Li'}                        | {FirstName:'Ann',LastName:'Li'}
            {name:'Mary Ann Li'}                                       | {FirstName:'Mary',LastName:'Ann Li'}
            {name:' Ann '}                                             | {FirstName:'Ann'}
            {name:'Mary Ann Li',last_name:'Po'}                        | {LastName:'Po',FirstName:'Mary'}
            {name:'Mary Li',firstName:' '}                             | {FirstName:'Mary',LastName:'Li'}
            {name:5}                                                   | {}
            {company:'Kite'}                                           | {Company:'Kite'}
            {company:{id:666,name:'Kite',industry:'Boats',employee_count:7,annualRevenue:9}} | {Company:'Kite',Industry:'Boats',NumberOfEmployees:7,AnnualRevenue:9}
            {company:{id:666}}                                         | {}
            {street:'4 Quay',city:'Cork',state:'CO',postal_code:'T12'} | {Street:'4 Quay',City:'Cork',State:'CO',PostalCode:'T12'}
            {zip:'T12',address:'somewhere'}                            | {PostalCode:'T12',address__c:'somewhere'}
            {city:'Flatville',state:'Flat',address:{state:'CO',postalCode:'T12'}} | {State:'CO',PostalCode:'T12',City:'Flatville'}
            {state:'Flat',address:{state:null,city:' '}}               | {State:'Flat'}
            {title:'VP',phone:1,website:'w',rating:'Hot',description:'d',leadSource:'Web',mobile_phone:'2',fax:'3',salutation:'Dr.'} | {Title:'VP',Phone:1,Website:'w',Rating:'Hot',Description:'d',LeadSource:'Web',MobilePhone:'2',Fax:'3',Salutation:'Dr.'}
            {favBoat:'sloop',Berth_No__c:4,fav_colour:'red'}           | {favBoat__c:'sloop',Berth_No__c:4,fav_colour__c:'red'}
            {favBoat:'sloop',FavBoat:'yawl'}                           | {FavBoat__c:'yawl'}
            {'':1,' ':2,__c:3}                                         | {__c:3}
            {status:'Working',Status:'New',lead_status:'x'}            | {lead_status__c:'x'}
            {prefs:{a:1},tags:[1],vip:false,visits:0}                  | {vip__c:false,visits__c:0}
            {title:null,favBoat:null,city:'  '}                        | {}
            """)
    void a_user_becomes_a_lead(String traits, String fields) {
        assertThat(lead("", traits)).isEqualTo(Sample.json(fields));
    }

    @Test
    void null_and_blank_clear_where_the_mapping_says_so() {
        assertThat(lead("nulls: clear", "{title:null,favBoat:'',city:' ',state:'CO'}"))
                .isEqualTo(Sample.json("{Title:null,favBoat__c:null,City:null,State:'CO'}"));
    }

    @Test
    void what_is_named_wins() {
        var mapping = Sample.records("fields: { $lead: standard, Title: boss, Company: $.traits.employer }");
        assertThat(values(mapping, "{type:'identify',traits:{email:'a@b.example',title:'VP',company:'Kite'}}"))
                .isEqualTo(Sample.json("{Title:'boss'}"));
    }

    @Test
    void a_trait_that_is_a_key_is_in_its_field_alone() {
        var mapping =
                Sample.recordsBy("Member_No__c: [ $.traits.memberNo, $.traits.email ]", "fields: { $lead: standard }");
        assertThat(values(mapping, "{type:'identify',traits:{memberNo:'88',email:'a@b.example'}}"))
                .isEqualTo(Sample.json("{Email:'a@b.example'}"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            billing  | {name:'Tern Ltd',employees:7,website:'w',phone:'p',description:'d',industry:'i'} | {Name:'Tern Ltd',NumberOfEmployees:7,Website:'w',Phone:'p',Description:'d',Industry:'i'}
            billing  | {address:{street:'9 Mole',city:'Cork',state:'CO',postalCode:'T12',country:'IE'}} | {BillingStreet:'9 Mole',BillingCity:'Cork',BillingState:'CO',BillingPostalCode:'T12',BillingCountry:'IE'}
            shipping | {city:'Flatville',address:{city:'Cork',zip:'T12'}}                              | {ShippingCity:'Cork',ShippingPostalCode:'T12'}
            both     | {address:{city:'Cork'},state:'CO'}                                              | {BillingCity:'Cork',ShippingCity:'Cork',BillingState:'CO',ShippingState:'CO'}
            billing  | {plan:'pro',status:'x',createdAt:'2024-05-30',email:'e'}                        | {plan__c:'pro',status__c:'x',createdAt__c:'2024-05-30',email__c:'e'}
            """)
    void a_group_becomes_an_account(String addresses, String traits, String fields) {
        var mapping =
                "- name: all\n  when: {}\n  do: salesforceUpsertRecords\n  optIn: false\n  to: { object: Account }\n"
                        + "  keys: { AccountNumber: $.groupId }\n  fields: { $account: " + addresses + " }\n";
        assertThat(values(mapping, "{type:'group',groupId:'org-55',traits:" + traits + "}"))
                .isEqualTo(Sample.json(fields));
    }

    private static JsonNode lead(String more, String traits) {
        return values(
                Sample.recordsBy("Email: $.userId", "fields: { $lead: standard }", more),
                "{type:'identify',userId:'u',traits:" + traits + "}");
    }

    private static JsonNode values(String mapping, String event) {
        var mapped = Sample.map(mapping, event);
        assertThat(mapped).isInstanceOf(Mapped.Wanted.class);
        return Sample.tree(((Mapped.Wanted) mapped).row().values());
    }
}
