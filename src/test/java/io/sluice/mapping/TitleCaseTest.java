package io.sluice.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TitleCaseTest {
    @ParameterizedTest(name = "{0} is the column {1}")
    @CsvSource(quoteCharacter = '"', textBlock = """
            firstName,                   First Name
            first_name,                  First Name
            createdAt,                   Created At
            created_at,                  Created At
            orderId,                     Order Id
            order_id,                    Order Id
            productId,                   Product Id
            plan,                        Plan
            email,                       Email
            uuid,                        Uuid
            userID,                      User Id
            orderID,                     Order Id
            OrderID,                     Order Id
            isVIP,                       Is Vip
            SKUCode,                     Sku Code
            URL,                         Url
            date_of_birth,               Date Of Birth
            address1,                    Address1
            address2,                    Address2
            order_completed_last_30days, Order Completed Last 30days
            2fa_enabled,                 2fa Enabled
            productID2,                  Product Id2
            first-name,                  First Name
            first.name,                  First Name
            total billed,                Total Billed
            _private,                    Private
            __v,                         V
            trailing_,                   Trailing
            iPhoneModel,                 I Phone Model
            café_name,                   Café Name
            $amount,                     Amount
            item#,                       Item
            Contact Key,                 Contact Key
            """)
    void names_the_column(String key, String column) {
        assertThat(TitleCase.of(key)).isEqualTo(column);
    }

    @Test
    void knows_letters_beyond_ascii() {
        assertThat(TitleCase.of("gårdNavn")).isEqualTo("Gård Navn");
        assertThat(TitleCase.of("ÄPFELAnzahl")).isEqualTo("Äpfel Anzahl");
        assertThat(TitleCase.of("имяПользователя")).isEqualTo("Имя Пользователя");
        assertThat(TitleCase.of("名前_kana")).isEqualTo("名前 Kana");
        assertThat(TitleCase.of("\uD801\uDC28\uD801\uDC00")).isEqualTo("\uD801\uDC00 \uD801\uDC00");
    }

    @Test
    void keeps_an_accent_that_is_a_character_of_its_own() {
        assertThat(TitleCase.of("cafe\u0301Name")).isEqualTo("Café Name");
        assertThat(TitleCase.of("x\u0301Name")).isEqualTo("X\u0301 Name");
        assertThat(TitleCase.of("A\u1FFC\u0301"))
                .as("only the small letter forms one with it")
                .isEqualTo("A\u1FF4");
    }

    @Test
    void has_no_name_for_a_key_without_letters_and_digits() {
        assertThat(TitleCase.of("$__#")).isEmpty();
        assertThat(TitleCase.of("")).isEmpty();
    }

    @Test
    void changes_nothing_the_second_time() {
        long seed = Long.getLong("sluice.test.seed", System.nanoTime());
        System.out.println("TitleCaseTest seed: -Dsluice.test.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < 100_000; round++) {
            var once = TitleCase.of(key(random));
            assertThat(TitleCase.of(once)).as("seed %d, round %d", seed, round).isEqualTo(once);
        }
    }

    /** Mostly the characters of real keys, some of all Unicode. */
    private static String key(Random random) {
        var usual = "abcXYZ019_-. $éÉßǅ\u0301";
        var key = new StringBuilder();
        for (int length = random.nextInt(12); length > 0; length--) {
            int any = random.nextInt(Character.MAX_CODE_POINT + 1);
            boolean surrogate = any >= Character.MIN_SURROGATE && any <= Character.MAX_SURROGATE;
            key.appendCodePoint(
                    random.nextInt(4) > 0 || surrogate
                            ? usual.charAt(random.nextInt(usual.length()))
                            : random.nextBoolean() ? any : any % 0x1F000);
        }
        return key.toString();
    }
}
