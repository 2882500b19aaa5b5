package org.headroom.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.headroom.model.bidding.ScriptAnswer;
import org.headroom.model.money.Usdc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScriptRunnerTest {
    private static final Duration SHORT = Duration.ofMillis(700);

    @TempDir
    Path folder;

    private Path script(String body) throws IOException {
        Path file = Files.writeString(folder.resolve("price.sh"), "#!/bin/sh\n" + body);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return file;
    }

    private ScriptAnswer ask(String body) throws IOException {
        return ask(body, ScriptRunner.LIMIT);
    }

    private ScriptAnswer ask(String body, Duration limit) throws IOException {
        return new ScriptRunner(limit).ask(script(body).toString(), BidOrders.order(), BidOrders.GPUS);
    }

    private boolean runs(String pidFile) throws IOException {
        long pid = Long.parseLong(Files.readString(folder.resolve(pidFile)).strip());
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
    }

    @Test
    void theOrderGoesInAsAkashsScriptsKnowItAndThePriceComesOut() throws Exception {
        ScriptAnswer answer = ask("cat > seen.json; echo 0.37");
        assertThat(answer.price()).contains(Usdc.parse("0.37"));
        JsonNode seen = new ObjectMapper().readTree(folder.resolve("seen.json").toFile());
        assertThat(seen.at("/resources/0/cpu").asInt()).isEqualTo(2500);
        assertThat(seen.at("/resources/0/memory").asLong()).isEqualTo(1L << 30);
        assertThat(seen.at("/resources/0/gpu/units").asInt()).isEqualTo(1);
        assertThat(seen.at("/resources/0/gpu/attributes/vendor/nvidia/model").asText())
                .isEqualTo("rtx4090");
        assertThat(seen.at("/resources/0/gpu/attributes/vendor/nvidia/ram").asText())
                .isEqualTo("24Gi");
        assertThat(seen.at("/resources/0/storage/0/class").asText()).isEqualTo("ephemeral");
        assertThat(seen.at("/resources/0/count").asInt()).isEqualTo(1);
        assertThat(seen.at("/price/denom").asText()).isEqualTo("usdc");
        assertThat(seen.at("/price/amount").asText()).isEqualTo("0.500000");
        assertThat(seen.at("/order/id").asText()).isEqualTo("order-000001");
        assertThat(seen.toString()).doesNotContain("secret-of-the-renter");
    }

    @Test
    void itsEnvironmentHoldsWhatItNeedsAndNothingOfOurs() throws Exception {
        ask("env > seen.txt; echo 1");
        assertThat(Files.readString(folder.resolve("seen.txt")))
                .contains("AKASH_OWNER=" + BidOrders.RENTER.hex(), "AKASH_DENOM=usdc", "PATH=")
                .doesNotContain("HOME=", "JAVA");
    }

    @Test
    void whoeverDoesNotReadTheOrderMayAnswerAllTheSame() throws Exception {
        assertThat(ask("exec <&-; echo 2").price()).contains(Usdc.parse("2"));
    }

    @Test
    void aScriptThatHangsIsEndedWithItsChildren() throws Exception {
        long began = System.nanoTime();
        ScriptAnswer answer = ask("sleep 60 & echo $! > child; (setsid sleep 60 &) ; sleep 60", SHORT);
        assertThat(answer.price()).isEmpty();
        assertThat(answer.words()).isEqualTo("it gave no answer within 0.7 s");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        await().untilAsserted(() -> assertThat(runs("child")).isFalse());
    }

    @Test
    void aChildWhoseParentIsGoneIsEndedToo() throws Exception {
        ScriptAnswer answer = ask("(sleep 60 & echo $! > child) ; echo 1");
        assertThat(answer.price()).contains(Usdc.parse("1"));
        await().untilAsserted(() -> assertThat(runs("child")).isFalse());
    }

    @Test
    void aScriptThatWillNotEndIsEndedAllTheSame() throws Exception {
        ScriptAnswer answer = ask("trap '' TERM INT HUP; echo $$ > self; while :; do sleep 1; done", SHORT);
        assertThat(answer.words()).startsWith("it gave no answer within");
        await().untilAsserted(() -> assertThat(runs("self")).isFalse());
    }

    @Test
    void aFloodOfOutputIsCutOff() throws Exception {
        assertThat(ask("yes 0.37").words()).isEqualTo("it printed more than 4 KiB");
        assertThat(ask("yes complaint >&2 & echo 0.5; exit 0").price()).contains(Usdc.parse("0.5"));
    }

    @Test
    void whatItComplainsOfIsTold() throws Exception {
        assertThat(ask("echo 'no rate for this card' >&2; echo more >&2; exit 3")
                        .words())
                .isEqualTo("it ended with exit code 3: no rate for this card…");
        assertThat(ask("echo 'nothing known' >&2").words()).isEqualTo("it printed nothing: nothing known");
    }

    @Test
    void aProgramThatCannotBeRunIsNamedBeforeItIsNeeded() throws Exception {
        ScriptRunner runner = new ScriptRunner();
        assertThat(runner.problem("price.sh"))
                .contains(
                        "Name the bid script with its whole path, such as" + " /home/you/price.sh, not \"price.sh\".");
        assertThat(runner.problem(folder.resolve("none").toString()).orElseThrow())
                .startsWith("There is no bid script");
        Path file = Files.writeString(folder.resolve("plain.sh"), "echo 1");
        assertThat(runner.problem(file.toString()).orElseThrow()).contains("chmod +x");
        assertThat(runner.problem(script("echo 1").toString())).isEqualTo(Optional.empty());
        assertThat(runner.problem("\0").orElseThrow()).contains("not the name of a file");
    }

    @Test
    void aFileThatIsNoProgramIsNoBid() throws Exception {
        Path file = Files.write(folder.resolve("odd"), new byte[] {1, 2, 3});
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        assertThat(new ScriptRunner()
                        .ask(file.toString(), BidOrders.order(), BidOrders.GPUS)
                        .price())
                .isEmpty();
    }
}
