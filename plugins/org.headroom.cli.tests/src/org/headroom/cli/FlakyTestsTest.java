package org.headroom.cli;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./headroom test} makes of Surefire's reports, with a Maven that writes made-up ones. */
class FlakyTestsTest {
    private static final long PATIENCE_SECONDS = 120;
    private static final String PASSED = "<testcase name=\"passes\" classname=\"ATest\"/>";
    private static final String FLAKY = """
            <testcase name="passesWhenRunAgain" classname="a.ATest"><flakyFailure message="&#10;no &lt;1&gt;" type="E">
            <stackTrace><![CDATA[E: no <1>
            	at b.Other.of(Other.java:3)
            	at a.ATest.passes(ATest.java:17)]]></stackTrace><system-out>x</system-out></flakyFailure>
            <flakyError type="E"/></testcase>""";
    private static final String FAILED = """
            <testcase name="fails" classname="ATest"><error type="java.io.IOException"><![CDATA[x]]></error>
            <rerunError type="java.io.IOException"/></testcase>""";

    @TempDir
    Path scratch;

    @Test
    void testThatPassesOnlyWhenRunAgainIsNamedCountedAsFailedAndFailsTheCommand() throws Exception {
        Program.Ended ended = test(report(3, PASSED, FLAKY, PASSED));
        List<String> lines = ended.out().lines().toList();
        assertThat(ended.out())
                .contains("  flaky a.ATest.passesWhenRunAgain: failed once and passed when run again: no <1>"
                        + " (ATest.java:17)\n");
        assertThat(lines.get(lines.size() - 2)).contains("failed: tests failed, 1 of them flaky");
        assertThat(lines.getLast()).isEqualTo("2 passed, 1 failed, 0 skipped");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void failedTestIsNamedOnceWithItsFailure() throws Exception {
        Program.Ended ended = test(report(2, PASSED, FAILED).replace("errors=\"0\"", "errors=\"1\""));
        assertThat(ended.out()).containsOnlyOnce("ATest.fails").contains("  failed ATest.fails: java.io.IOException\n");
        assertThat(ended.out()).endsWith("1 passed, 1 failed, 0 skipped\n");
        assertThat(ended.exit()).isEqualTo(1);
    }

    @Test
    void testsThatPassAtOnceDoNotFailTheCommand() throws Exception {
        Program.Ended ended = test(report(2, PASSED, PASSED));
        assertThat(ended.out()).doesNotContain("flaky").endsWith("2 passed, 0 failed, 0 skipped\n");
        assertThat(ended.exit()).as(ended.err()).isZero();
    }

    private static String report(int tests, String... cases) {
        return "<testsuite name=\"ATest\" time=\"1\" tests=\"" + tests
                + "\" errors=\"0\" skipped=\"0\" failures=\"0\">\n" + String.join("\n", cases) + "\n</testsuite>\n";
    }

    private Program.Ended test(String report) throws Exception {
        Path project = Files.createDirectory(scratch.resolve("project"));
        Files.copy(Program.root().resolve("headroom"), project.resolve("headroom"), COPY_ATTRIBUTES);
        Path part = Files.createDirectories(project.resolve("plugins/org.headroom.model.tests"));
        script(project.resolve(".ci/run"), "exit 0");
        Path reports = part.resolve("target/surefire-reports");
        Path made = Files.writeString(scratch.resolve("TEST-ATest.xml"), report);
        script(
                scratch.resolve("cache/headroom/apache-maven-3.9.16/bin/mvn"),
                "mkdir -p '" + reports + "' && cp '" + made + "' '" + reports + "/'");
        File out = scratch.resolve("out").toFile();
        File err = scratch.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(project.resolve("headroom").toString(), "test", "model")
                .redirectOutput(out)
                .redirectError(err);
        builder.environment().put("XDG_CACHE_HOME", scratch.resolve("cache").toString());
        builder.environment().put("HEADROOM_NO_INSTALL", "1");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            return new Program.Ended(
                    process.exitValue(), Files.readString(out.toPath()), Files.readString(err.toPath()));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
