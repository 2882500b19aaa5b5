package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.headroom.market.jobfile.JobFileReading;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Files that say little and ask for much: what would fill the memory is refused before it does, and soon. */
final class MultiplyingFileTest {
    private static final Duration SOON = Duration.ofSeconds(3);

    private static JobFileReading read(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(bytes.length).isLessThan(JobFileReader.MOST_BYTES);
        return Assertions.assertTimeoutPreemptively(SOON, () -> JobFileReader.read(bytes), "it takes too long");
    }

    private static String refused(String text) {
        JobFileReading reading = read(text);
        assertThat(reading.services()).isEmpty();
        return reading.error().orElseThrow().message();
    }

    private static String many(int count, String separator, String what) {
        return IntStream.range(0, count)
                .mapToObj(i -> what.replace("#", Integer.toString(i)))
                .collect(Collectors.joining(separator));
    }

    private static String sdl(String service, String storage, int placements) {
        return """
                version: "2.0"
                services:
                  web: {image: nginx, %s}
                profiles:
                  compute:
                    c: {resources: {cpu: {units: 1}, memory: {size: 1Gi}, storage: %s}}
                  placement:
                    p: &p {pricing: {c: {denom: uakt, amount: 1}}}
                %s
                deployment:
                  web:
                    p: &d {profile: c, count: 1}
                %s
                """.formatted(
                        service,
                        storage,
                        many(placements - 1, "\n", "    p#: *p").indent(0),
                        many(placements - 1, "\n", "    p#: *d").indent(0));
    }

    @Test
    void aLongTextThatAliasesRepeatIsCountedEachTime() {
        String text = "\"A=" + "x".repeat(100_000) + "\"";
        String expected = "long texts as several";
        assertThat(refused(sdl("env: [&t " + text + ", *t".repeat(20_000) + "]", "{size: 1Gi}", 1)))
                .contains(expected);
        assertThat(refused(
                        "x: &t " + text + "\nservices: {a: {image: x, environment: [" + "*t, ".repeat(20_000) + "]}}"))
                .contains(expected);
    }

    @Test
    void ordersAreCountedWithAllThatEachOfThemHolds() {
        String tooMuch = "orders of more than 4 MiB";
        assertThat(refused(sdl("env: [\"A=" + "x".repeat(90_000) + "\"]", "{size: 1Gi}", 400)))
                .contains(tooMuch);
        assertThat(refused(sdl("", "[" + many(3000, ", ", "{name: v#, size: 1}") + "]", 400)))
                .contains(tooMuch);
        assertThat(refused(sdl(
                        "expose: [{port: 80, accept: [" + many(15_000, ", ", "a") + "], to: ["
                                + many(15_000, ", ", "{}") + "]}]",
                        "{size: 1Gi}",
                        1)))
                .contains(tooMuch);
        assertThat(read(sdl("", "{size: 1Gi}", 500)).services()).hasSize(500);
        assertThat(refused(sdl("", "{size: 1Gi}", 501))).contains("more than 500 orders");
    }

    @Test
    void servicesThatExtendEachOtherDoNotMultiply() {
        String first = "services:\n  s: {image: x, environment: [" + many(6000, ", ", "K#=v") + "]}\n";
        assertThat(refused(first + many(400, "\n", "  s#: {extends: s}"))).contains("orders of more than 4 MiB");
        StringBuilder chain = new StringBuilder("services:\n  s0: {image: x}\n");
        for (int i = 1; i < 9000; i++) chain.append("  s%d: {extends: s%d}\n".formatted(i, i - 1));
        assertThat(refused(chain.toString())).contains("at most 16 services that extend each other");
    }

    @Test
    void volumesOfOneNameAreToldApartSoon() {
        JobFileReading reading = read("services: {a: {image: x, tmpfs: [" + many(20_000, ", ", "/a#") + "]}}");
        assertThat(reading.services().getFirst().storage()).hasSize(20_000);
        assertThat(reading.services().getFirst().storage().get(2).name()).isEqualTo("tmpfs3");
    }

    @Test
    void aKeyIsNoLongerThanYamlLetsItBe() {
        assertThat(refused("? " + "k".repeat(1025) + "\n: v\nservices: {a: {image: x}}\n"))
                .contains("a key of at most 1024 characters");
        String name = "k".repeat(1000);
        JobFileReading reading = read("services: {a: {image: x, " + name + ": v}}");
        assertThat(reading.warnings()).allMatch(w -> w.message().length() <= 400);
    }
}
