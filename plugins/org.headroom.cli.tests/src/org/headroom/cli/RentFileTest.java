package org.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.headroom.market.imports.JobFileReader;
import org.headroom.market.jobfile.JobFileReading;
import org.headroom.model.money.Usdc;
import org.headroom.model.units.ByteCount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service of a job file becomes an order; what is lost on the way is said first. */
final class RentFileTest {
    private static final String SDL = """
            version: "2.0"
            services:
              train:
                image: pytorch:2.5
                command: [python]
                args: [train.py, --epochs, "3"]
                env: [A=1=2, FLAG, A=2]
                expose: [{port: 8080, as: 80, to: [{global: true}]}, {port: 53, proto: udp}]
                params: {storage: {data: {mount: /data}}}
            profiles:
              compute:
                c:
                  resources:
                    cpu: {units: 1.5}
                    memory: {size: 2Gi}
                    gpu: {units: 2, attributes: {vendor: {nvidia: [{model: rtx4090, ram: 24Gi}]}}}
                    storage: [{name: data, size: 10Gi, attributes: {persistent: true, class: beta3}}]
              placement:
                here: {pricing: {c: {denom: uakt, amount: 1000}}}
            deployment: {train: {here: {profile: c, count: 1}}}
            """;
    private static final String TWO = "services: {a: {image: x}, b: {image: y, command: run, entrypoint: [sh]}}";

    @TempDir
    Path scratch;

    private static RentFile of(String text) {
        return of(text, Optional.empty(), false);
    }

    private static RentFile of(String text, Optional<String> service, boolean commandSaid) {
        JobFileReading reading = JobFileReader.read(text.getBytes(StandardCharsets.UTF_8));
        assertThat(reading.error()).isEmpty();
        return RentFile.of(reading, service, commandSaid);
    }

    @Test
    void aServiceIsCarriedOver() {
        RentFile from = of(SDL);
        assertThat(from.image()).isEqualTo("pytorch:2.5");
        assertThat(from.command()).containsExactly("python", "train.py", "--epochs", "3");
        assertThat(from.environment()).isEqualTo(Map.of("A", "2", "FLAG", ""));
        assertThat(from.cpuMillis()).isEqualTo(1500);
        assertThat(from.memory()).isEqualTo(new ByteCount(2L << 30));
        assertThat(from.gpus()).isEqualTo(2);
        assertThat(from.gpuModel()).contains("RTX 4090");
        assertThat(from.ceiling()).isEmpty();
    }

    @Test
    void aCardThatReportsALittleLessThanItIsSoldWithWillDo() {
        long least = of(SDL).gpuMemory().bytes();
        // What the driver says of cards sold with 24 GB.
        for (long mebibytes : List.of(24_564L, 24_576L, 23_028L, 23_034L))
            assertThat(mebibytes << 20).isGreaterThan(least);
        assertThat(20_470L << 20).isLessThan(least);
    }

    @Test
    void whatAnOrderCannotCarryIsSaid() {
        assertThat(of(SDL).notes())
                .containsExactly(
                        "nobody reaches the ports of a job: 53/udp, 8080",
                        "the volume data of 10 GiB at \"/data\" is not kept: only /artefacts is kept after the job");
        assertThat(of(SDL.replace("count: 1", "count: 3")).notes())
                .contains("the file wants 3 copies; this orders one");
        assertThat(of(SDL.replace("[{model: rtx4090, ram: 24Gi}]", "[{model: h100, interface: sxm}, {model: a100}]"))
                        .notes())
                .contains("of the GPU models a100, h100, an order names one: A100. Say --gpu-model for another");
        assertThat(of("services: {a: {image: x}}").notes())
                .containsExactly("the file asks for no GPU; this orders one, as every order does");
    }

    @Test
    void ofSeveralServicesOneMustBeNamed() {
        assertThatThrownBy(() -> of(TWO)).hasMessageContaining("--service with one of a, b");
        assertThatThrownBy(() -> of(TWO, Optional.of("c"), false)).hasMessageContaining("no service c: it has a, b");
        RentFile b = of(TWO, Optional.of("b"), false);
        assertThat(b.image()).isEqualTo("y");
        assertThat(b.command()).containsExactly("sh", "run");
        assertThat(b.notes()).anyMatch(n -> n.contains("other services are not ordered"));
    }

    @Test
    void argumentsWithoutTheirProgramAreRefusedUnlessTheWholeCommandIsSaid() {
        String only = SDL.replace("    command: [python]\n", "");
        assertThatThrownBy(() -> of(only)).hasMessageContaining("Say it after --, program first");
        assertThat(of(only, Optional.empty(), true).image()).isEqualTo("pytorch:2.5");
    }

    @Test
    void onlyAPriceInUsdcBecomesTheCeiling() {
        RentFile from =
                of(SDL.replace("denom: uakt, amount: 1000", "denom: " + RentFile.AKASH_USDC + ", amount: 1000.9"));
        assertThat(from.ceiling()).contains(Usdc.parse("0.590531"));
        assertThat(from.notes()).anyMatch(n -> n.contains("0.590531 USDC per hour at the most"));
        assertThat(of(SDL.replace("uakt", "uact")).ceiling()).isEmpty();
        assertThat(of(SDL.replace("denom: uakt", "denom: ibc/ABCD")).ceiling()).isEmpty();
        String huge = "denom: " + RentFile.AKASH_USDC + ", amount: " + "9".repeat(40);
        assertThat(of(SDL.replace("denom: uakt, amount: 1000", huge)).ceiling()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "rtx4090, RTX 4090",
        "RTX-4090, RTX 4090",
        "rtx3060ti, RTX 3060 Ti",
        "rtx4070tis, RTX 4070 Ti SUPER",
        "rtx2080s, RTX 2080 SUPER",
        "rtxa6000, RTX A6000",
        "rtx4000sada, RTX 4000 SFF Ada",
        "gtx1080ti, GTX 1080 Ti",
        "pro6000se, PRO 6000 Blackwell Server",
        "h100, H100",
        "h200nvl, H200 NVL",
        "gh200, GH200",
        "l40s, L40S",
        "t4, T4",
        "a5000, A5000",
        "something-else, something-else"
    })
    void modelsAreNamedAsTheDriverNamesThem(String word, String name) {
        assertThat(RentGpuNames.part(word)).contains(name);
    }

    @Test
    void anyModelIsAny() {
        assertThat(RentGpuNames.part("*")).isEmpty();
    }

    @Test
    void theCommandLineSaysAllBeforeAnythingIsSent() throws Exception {
        Path file = Files.writeString(scratch.resolve("deploy.yaml"), SDL);
        Program.Ended priceless = order("--file", file.toString());
        assertThat(priceless.exit()).isEqualTo(2);
        assertThat(priceless.err())
                .contains("Note: nobody reaches the ports of a job")
                .contains(
                        "The order cannot be: say the most to pay per hour in USDC: --max-price (the file's 1000 uakt");
        Program.Ended offline = order("--file", file.toString(), "--max-price", "0.5");
        assertThat(offline.exit()).isEqualTo(1);
        assertThat(offline.err()).contains("Note: ").contains("is not kept");
        Program.Ended broken = order("--file", scratch.resolve("none.yaml").toString(), "--max-price", "0.5");
        assertThat(broken.exit()).isEqualTo(2);
        assertThat(broken.err()).contains("none.yaml:1:1: there is no such file");
        assertThat(order("--service", "a", "--image", "x", "--max-price", "1").err())
                .contains("--file");
        assertThat(order("--image", "x").err()).contains("--max-price");
    }

    private Program.Ended order(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of(
                "rent", "order", "--yes", "--home", scratch.resolve("home").toString()));
        all.addAll(List.of(arguments));
        return Program.run(scratch, Map.of("LC_ALL", "C.UTF-8"), all.toArray(String[]::new));
    }
}
