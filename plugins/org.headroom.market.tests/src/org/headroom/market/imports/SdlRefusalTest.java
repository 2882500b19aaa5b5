package org.headroom.market.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.headroom.market.jobfile.JobFileError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of which SDL files no order is made, and what is only warned of. */
final class SdlRefusalTest {
    private static Arguments refused(String part, String instead, int line, int column, String why) {
        return Arguments.of(part, instead, line, column, why);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refused("version: \"2.0\"", "", 2, 1, "version: expected \"2.0\" or \"2.1\", found nothing"),
                refused("\"2.0\"", "\"1.5\"", 1, 10, "found \"1.5\""),
                refused("\"2.0\"", "two", 1, 10, "found \"two\""),
                refused("image: nginx:1.27", "command: [a]", 4, 5, "image: expected"),
                refused("port: 80", "port: 65536", 6, 15, "1 to 65535, found \"65536\""),
                refused("port: 80", "port: http", 6, 15, "found \"http\""),
                refused("port: 80", "port: 80\nproto: icmp", 7, 16, "tcp or udp, found \"icmp\""),
                refused("global: true", "ip: myip", 8, 17, "global: true"),
                refused("global: true", "global: true\nip: myip", 9, 17, "declared under endpoints"),
                refused("global: true", "global: maybe", 8, 21, "true or false"),
                refused("units: 0.5", "units: 0", 14, 18, "above 0"),
                refused("units: 0.5", "units: -1", 14, 18, "above 0"),
                refused("units: 0.5", "units: lots", 14, 18, "found \"lots\""),
                refused("units: 0.5", "units: 1\nattributes: {arch: sparc}", 15, 30, "amd64 or arm64"),
                refused("units: 0.5", "units: 1\nattributes: {speed: 3}", 15, 24, "expected arch"),
                refused("size: 512Mi", "size: much", 16, 17, "such as 512Mi"),
                refused("size: 512Mi", "size: -1Gi", 16, 17, "above 0"),
                refused("size: 1Gi", "- size: 1Gi\n- size: 2Gi", 19, 13, "two are called \"default\""),
                refused("amount: 100", "amount: 0", 24, 19, "above 0"),
                refused("amount: 100", "amount: -5", 24, 19, "above 0"),
                refused("amount: 100", "amount: 1e-19", 24, 19, "a number above 0"),
                refused("denom: uakt", "denom: gold", 23, 18, "uakt, uact or ibc/"),
                refused("pricing:\n        small:", "pricing:\n  big:", 22, 9, "expected a price"),
                refused("profile: small", "profile: large", 28, 16, "under profiles.compute"),
                refused("count: 1", "count: 0", 29, 14, "from 1 to"),
                refused("count: 1", "", 28, 7, "count: expected how many copies"),
                refused("web:\n    anywhere", "db:\n  anywhere", 26, 3, "name of a service"),
                refused("anywhere:\n      profile", "there:\n  profile", 27, 5, "under profiles.placement"),
                refused("image: nginx:1.27", "image: a\nenv: ['=x']", 5, 11, "NAME=value"),
                refused("image: nginx:1.27", "image: a\nimage: b", 5, 5, "stands twice: first in line 4"),
                refused(
                        "image: nginx:1.27",
                        "image: a\nparams: {storage: {data: {mount: /d}}}",
                        5,
                        24,
                        "name of a volume"),
                refused(
                        "image: nginx:1.27",
                        "image: a\nparams: {storage: {default: {mount: d}}}",
                        5,
                        41,
                        "absolute path"),
                refused(
                        "size: 1Gi",
                        "size: 1Gi\nattributes: {persistent: true}",
                        19,
                        23,
                        "expected its mount under services.web"),
                refused("deployment:", "reclamation: {min_window: 1h30m}\ndeployment:", 25, 27, "such as 24h"),
                refused("deployment:", "extra: 1\ndeployment:", 25, 1, "expected one of version, services"));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @MethodSource("refusals")
    void isRefusedAtItsPlaceWithWhatWasExpected(String part, String instead, int line, int column, String why) {
        JobFileError error = Sdl.plain().with(part, instead).error();
        assertThat(error.message()).contains(why);
        assertThat(error.line() + ":" + error.column()).isEqualTo(line + ":" + column);
    }

    @Test
    void aVendorOtherThanNvidiaIsRefused() {
        JobFileError error = Sdl.plain()
                .with("cpu:", "gpu: {units: 1, attributes: {vendor: {amd: [{model: rx7900}]}}}\ncpu:")
                .error();
        assertThat(error.message()).contains("expected nvidia, found \"amd\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{units: 1}",
                "{units: 1, attributes: }",
                "{units: 1, attributes: {}}",
                "{units: 1, attributes: {vendor: }}",
                "{units: 0, attributes: {vendor: {nvidia: }}}",
                "{attributes: {vendor: {nvidia: }}}",
                "{units: some, attributes: {vendor: {nvidia: }}}",
                "{units: -1, attributes: {vendor: {nvidia: }}}",
                "{units: 1, attributes: {vendor: {nvidia: [{model: a100, interface: nvlink}]}}}",
                "{units: 1, attributes: {vendor: {nvidia: [{model: a100, ram: plenty}]}}}"
            })
    void aGpuThatIsOnlyHalfSaidIsRefused(String gpu) {
        JobFileError error = Sdl.plain().with("cpu:", "gpu: " + gpu + "\ncpu:").error();
        assertThat(error.line()).isEqualTo(13);
        assertThat(error.message()).contains("resources.gpu").contains("expected");
    }

    @Test
    void aPasswordIsNeverRepeated() {
        JobFileError error = Sdl.plain()
                .with("image: nginx:1.27", "image: a\ncredentials: {host: h, username: u, password: s3cr}")
                .error();
        assertThat(error.message()).contains("at least 6 characters").doesNotContain("s3cr");
    }

    @Test
    void twoServicesCannotShareAPortOfOneAddress() {
        JobFileError error = Sdl.plain()
                .with("- global: true", "- {global: true, ip: home}\n- {global: true, ip: home}")
                .with("deployment:", "endpoints: {home: {kind: ip}}\ndeployment:")
                .error();
        assertThat(error.message()).contains("web has it already");
        assertThat(error.line()).isEqualTo(9);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"depends_on: [db]", "dependencies: [{service: db}]", "restart: always", "volumes: ['a:/b']"})
    void whatMeansNothingHereIsWarnedOfAtItsLine(String field) {
        assertThat(Sdl.plain().with("image: nginx:1.27", "image: a\n" + field).warnings())
                .singleElement()
                .asString()
                .startsWith("5 services.web.")
                .contains("ignored");
    }

    @Test
    void aServiceThatIsNotDeployedIsWarnedOf() {
        assertThat(Sdl.plain()
                        .with("web:\n    image", "db: {image: x}\nweb:\n  image")
                        .warnings())
                .containsExactly("3 services.db: not under deployment, so nothing is ordered for it");
    }

    @Test
    void aMountWithoutPersistenceOrTheOtherWayRoundDependsOnTheVersion() {
        Sdl kept = Sdl.plain().with("size: 1Gi", "size: 1Gi\nattributes: {persistent: true, class: beta2}");
        assertThat(kept.error().message()).contains("expected its mount");
        assertThat(kept.with("\"2.0\"", "\"2.1\"").warnings())
                .singleElement()
                .asString()
                .contains("nothing is kept");
    }
}
