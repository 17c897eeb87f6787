package io.sluice.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Identify events of one size as clients send them, each with a random messageId. */
final class SampleEvent {
    static final int BYTES = 1024;

    private static final String ID = "********-****-4***-8***-************";
    private static final String NUMBER = "############";
    private static final String FILLER = "~";

    private static final String EVENT = """
            {"type":"identify","messageId":"%s","userId":"user-%s","timestamp":"2026-11-22T20:15:30.123Z",\
            "traits":{"email":"user-%s@example.com","firstName":"Ann","lastName":"Lee","plan":"premium",\
            "phone":"+1 555 010 0199","createdAt":"2025-03-14T09:26:53.589Z","lifetimeValue":1234.5},\
            "context":{"app":{"name":"Shop","version":"5.4.1","build":"3.0.1.545"},\
            "campaign":{"name":"Autumn","source":"newsletter","medium":"email","term":"boots","content":"top"},\
            "device":{"manufacturer":"Apple","model":"iPhone16,2","name":"maguro","type":"ios"},\
            "library":{"name":"analytics.js","version":"2.11.1"},"ip":"203.0.113.7","locale":"en-US",\
            "network":{"bluetooth":false,"carrier":"T-Mobile US","cellular":true,"wifi":false},\
            "screen":{"density":2,"height":568,"width":320},"userAgent":"Mozilla/5.0 %s"},"integrations":{}}""".formatted(ID, NUMBER, NUMBER, FILLER);

    private static final byte[] TEMPLATE = EVENT.replace(FILLER, "x".repeat(BYTES - EVENT.length() + FILLER.length()))
            .getBytes(US_ASCII);
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final int[] ID_DIGITS = placesOf('*');
    private static final int[] NUMBER_DIGITS = placesOf('#');
    private static final AtomicLong NUMBERS = new AtomicLong();

    private SampleEvent() {}

    private static int[] placesOf(char blank) {
        return IntStream.range(0, BYTES).filter(i -> TEMPLATE[i] == blank).toArray();
    }

    /** Writes the next event. @param users that take turns. @return where it ends */
    static int write(byte[] target, int at, long users) {
        System.arraycopy(TEMPLATE, 0, target, at, BYTES);
        var random = ThreadLocalRandom.current();
        for (var place : ID_DIGITS) {
            target[at + place] = HEX[random.nextInt(HEX.length)];
        }
        var number = NUMBERS.incrementAndGet() % users;
        var rest = number;
        for (var i = NUMBER_DIGITS.length - 1; i >= 0; i--) {
            // The number occurs more than once.
            rest = (i + 1) % NUMBER.length() == 0 ? number : rest;
            target[at + NUMBER_DIGITS[i]] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return at + BYTES;
    }
}
