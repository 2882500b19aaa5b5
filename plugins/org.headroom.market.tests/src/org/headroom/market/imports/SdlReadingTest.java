package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.headroom.market.jobfile.JobFileFormat;
import org.headroom.market.jobfile.JobService;
import org.headroom.market.jobfile.JobService.Exposure;
import org.headroom.market.jobfile.JobService.GpuModel;
import org.headroom.market.jobfile.JobService.Volume;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What SDL files ask for, as Akash itself would read them. */
final class SdlReadingTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1000",
        "0.5, 500",
        "'\"100m\"', 100",
        "250m, 250",
        "'\"2\"', 2000",
        "1.0, 1000",
        "0.1, 100",
        "1e1, 10000",
        "0.57, 570",
        "1.0019, 1001",
        ".5, 500"
    })
    void cpuIsReadInThousandths(String written, long millis) {
        assertThat(Sdl.plain().with("units: 0.5", "units: " + written).service().cpuMillis())
                .isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource({
        "1Gi, 1073741824",
        "512Mi, 536870912",
        "1G, 1000000000",
        "1k, 1000",
        "1Ki, 1024",
        "0.5Gi, 536870912",
        "'\"134217728\"', 134217728",
        "134217728, 134217728",
        "0.1Gi, 107374182",
        "1.5Ti, 1649267441664",
        "2T, 2000000000000",
        "1e3, 1000",
        "2Pi, 2251799813685248",
        "1E, 1000000000000000000"
    })
    void sizesAreReadInBytesAndCutOff(String written, long bytes) {
        Sdl sdl = Sdl.plain().with("size: 512Mi", "size: " + written);
        assertThat(sdl.service().memoryBytes()).isEqualTo(bytes);
        assertThat(sdl.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2GB, 2000000000",
        "2gb, 2000000000",
        "2gi, 2147483648",
        "2GiB, 2147483648",
        "512mb, 512000000",
        "512m, 512000000",
        "2g, 2000000000",
        "1K, 1000",
        "4 Gi, 4294967296"
    })
    void sizesAsPeopleWriteThemAreWarnedOf(String written, long bytes) {
        Sdl sdl = Sdl.plain().with("size: 512Mi", "size: " + written);
        assertThat(sdl.service().memoryBytes()).isEqualTo(bytes);
        if (!written.equals("4 Gi"))
            assertThat(sdl.warnings()).singleElement().asString().startsWith("16 ");
    }

    @Test
    void withoutExternalPortThePortIsSeenAsItIs() {
        assertThat(Sdl.plain().service().exposures())
                .containsExactly(new Exposure(80, 80, "TCP", true, List.of(), Optional.empty()));
    }

    @Test
    void eachReceiverIsAnExposureOfItsOwnSortedByReceiverAndPort() {
        List<Exposure> exposures = Sdl.plain()
                .with("- port: 80\n        to:\n          - global: true", """
                        - port: 8080
                          as: 80
                          proto: TCP
                          accept: [b.example.org, a.example.org]
                          to:
                            - service: db
                            - global: yes
                        - port: 53
                          proto: udp
                        """)
                .service()
                .exposures();
        List<String> hosts = List.of("b.example.org", "a.example.org");
        assertThat(exposures)
                .containsExactly(
                        new Exposure(53, 53, "UDP", false, List.of(), Optional.empty()),
                        new Exposure(8080, 80, "TCP", true, hosts, Optional.empty()),
                        new Exposure(8080, 80, "TCP", false, hosts, Optional.of("db")));
    }

    @Test
    void volumesAreSortedBySizeAndAmongEqualsAsAkashDoes() {
        List<Volume> volumes = Sdl.plain()
                .with("size: 1Gi", """
                        - {name: a, size: 2Gi}
                        - {name: b, size: 1Gi, attributes: {persistent: "true"}}
                        - {name: c, size: 2Gi}
                        - size: 512Mi
                        """)
                .with("image: nginx:1.27", """
                        image: nginx:1.27
                        params: {storage: {b: {mount: /b}}}
                        """)
                .service()
                .storage();
        assertThat(volumes)
                .containsExactly(
                        new Volume("default", 512L << 20, false, Optional.empty(), Optional.empty()),
                        new Volume("b", 1L << 30, true, Optional.of("default"), Optional.of("/b")),
                        new Volume("c", 2L << 30, false, Optional.empty(), Optional.empty()),
                        new Volume("a", 2L << 30, false, Optional.empty(), Optional.empty()));
    }

    @Test
    void memoryMayBeMountedAsAVolume() {
        Sdl sdl = Sdl.plain().with("size: 1Gi", """
                - size: 1Gi
                - name: shm
                  size: 2Gi
                  attributes: {class: ram}
                """);
        assertThat(sdl.service().storage())
                .contains(new Volume("shm", 2L << 30, false, Optional.of("ram"), Optional.empty()));
        assertThat(sdl.warnings()).isEmpty();
    }

    private static Sdl gpu(String attributes) {
        return Sdl.plain().with("cpu:", "gpu:\n  units: 2\n  attributes: " + attributes + "\ncpu:");
    }

    @Test
    void gpuModelsAreSortedAndTheirMemoryIsInGi() {
        JobService.GpuNeed need =
                gpu("{vendor: {nvidia: [{model: h100, ram: 81920Mi, interface: sxm}, {model: a100}, {model: a100, ram: 40Gi}]}}")
                        .service()
                        .gpu();
        assertThat(need.units()).isEqualTo(2);
        assertThat(need.vendor()).contains("nvidia");
        assertThat(need.models())
                .containsExactly(
                        new GpuModel("a100", Optional.empty(), Optional.empty()),
                        new GpuModel("a100", Optional.of("40Gi"), Optional.empty()),
                        new GpuModel("h100", Optional.of("80Gi"), Optional.of("sxm")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{vendor: {nvidia: }}", "{vendor: {nvidia: []}}", "{vendor: {nvidia: [{model: '*'}]}}"})
    void anyModelIsAStar(String attributes) {
        assertThat(gpu(attributes).service().gpu().models()).containsExactly(GpuModel.ANY);
        assertThat(gpu(attributes).warnings()).isEmpty();
    }

    @Test
    void theMemoryOfADataSheetAndAnOddInterfaceAreTakenWithWarnings() {
        Sdl sdl = gpu("{vendor: {nvidia: [{model: a100, ram: 80GB, interface: SXM4}], amd: []}}");
        assertThat(sdl.service().gpu().models())
                .containsExactly(new GpuModel("a100", Optional.of("80Gi"), Optional.of("sxm")));
        assertThat(sdl.warnings()).hasSize(3);
    }

    @Test
    void onePlacementAfterTheOtherAndWithinThemByName() {
        List<JobService> services = Sdl.plain()
                .with("web:\n    image: nginx:1.27", "b: {image: y}\na: {image: x}\nweb:\n  image: nginx:1.27")
                .with(
                        "anywhere:\n      pricing",
                        "zz: {pricing: {small: {denom: uact, amount: '0.50'}}}\nanywhere:\n  pricing")
                .with("web:\n    anywhere:\n      profile: small", """
                        b: {zz: {profile: small, count: 2}, anywhere: {profile: small, count: 3}}
                        a: {zz: {profile: small, count: 4}}
                        web:
                          anywhere:
                            profile: small
                        """)
                .read()
                .services();
        assertThat(services)
                .extracting(s -> s.name() + s.count() + s.price().orElseThrow().denomination())
                .containsExactly("b3uakt", "web1uakt", "a4uact", "b2uact");
        assertThat(services.getLast().price().orElseThrow().amount()).isEqualTo("0.5");
    }

    @ParameterizedTest
    @CsvSource({
        "'\"2.0\"', AKASH_SDL_2_0",
        "2.0, AKASH_SDL_2_0",
        "2, AKASH_SDL_2_0",
        "'\"2.1\"', AKASH_SDL_2_1",
        "2.1, AKASH_SDL_2_1",
        "v2.1.0, AKASH_SDL_2_1",
        "'\"2.2\"', AKASH_SDL_2_1"
    })
    void theVersionIsKnownInEveryWayItIsWritten(String written, JobFileFormat format) {
        assertThat(Sdl.plain().with("\"2.0\"", written).read().format()).contains(format);
    }

    @Test
    void variablesAndWordsAreTakenAsWritten() {
        JobService service = Sdl.plain().with("image: nginx:1.27", """
                        image: nginx:1.27
                        env:
                          - A=1=2
                          - "B= "
                          - 007
                          - EMPTY=
                        command: [sh, -c]
                        args:
                          - |
                            echo a
                            echo b
                          - 1.0
                        """).service();
        assertThat(service.environment()).containsExactly("A=1=2", "B= ", "007", "EMPTY=");
        assertThat(service.command()).containsExactly("sh", "-c");
        assertThat(service.arguments()).containsExactly("echo a\necho b\n", "1.0");
    }

    @ParameterizedTest
    @CsvSource({"1e3, 1000", "+5, 5", "1., 1", "1.5e2, 150", "25e-1, 2.5"})
    void aPriceThatIsANumberToYamlAloneIsTakenWithAWarning(String written, String amount) {
        Sdl sdl = Sdl.plain().with("amount: 100", "amount: " + written);
        assertThat(sdl.service().price().orElseThrow().amount()).isEqualTo(amount);
        assertThat(sdl.warnings()).singleElement().asString().contains("is taken for " + amount);
    }

    @Test
    void variablesAsAMappingAndACommandAsATextAreTakenWithWarnings() {
        Sdl sdl = Sdl.plain().with("image: nginx:1.27", """
                image: nginx:1.27
                env: {A: 1, B: }
                command: sh -c 'echo "a b"'
                """);
        assertThat(sdl.service().environment()).containsExactly("A=1", "B=");
        assertThat(sdl.service().command()).containsExactly("sh", "-c", "echo \"a b\"");
        assertThat(sdl.warnings()).hasSize(2).allMatch(w -> w.matches("[56] .*"));
    }

    @Test
    void anchorsAndMergedKeysAreFollowed() {
        Sdl sdl = Sdl.plain().with("web:\n    image: nginx:1.27", """
                web:
                  <<: &base {image: other, env: [A=b]}
                  image: nginx:1.27
                """);
        assertThat(sdl.service().image()).isEqualTo("nginx:1.27");
        assertThat(sdl.service().environment()).containsExactly("A=b");
    }
}
