package org.headroom.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSurfaceTest {
    private static final Isolation WISHED = new Isolation(
            500, 64L << 20, 32, "65534:65534", Path.of("/var/lib/headroom/lease-0001"), List.of(), Map.of());

    private static final String ID = "ab".repeat(32);

    @TempDir
    Path process;

    private static List<String> docker(Consumer<ObjectNode> change) {
        ObjectNode inspect = EngineClient.JSON.createObjectNode();
        ObjectNode host =
                inspect.putObject("HostConfig").put("ShmSize", 32L << 20).put("Runtime", "runc");
        host.putArray("SecurityOpt").add("no-new-privileges").add(SeccompProfile.JOB.dockerOption());
        KernelSurface.MASKED.forEach(host.putArray("MaskedPaths").add("/proc/more")::add);
        KernelSurface.READ_ONLY.forEach(host.putArray("ReadonlyPaths")::add);
        change.accept(host);
        return KernelSurface.docker(inspect, WISHED, SeccompProfile.JOB);
    }

    @Test
    void eachDifferenceThatDockerTellsIsNamed() {
        assertThat(docker(h -> {})).isEmpty();
        assertThat(docker(h -> h.putArray("SecurityOpt"))).containsExactly("the list of system calls is not the rig's");
        assertThat(docker(h -> h.withArray("SecurityOpt").add("seccomp={}"))).hasSize(1);
        assertThat(docker(h -> h.put("ShmSize", 1L << 40)))
                .containsExactly("shared memory is 1099511627776 bytes, wished 33554432");
        assertThat(docker(h -> h.put("Runtime", "mine")))
                .containsExactly("the container's runtime is 'mine', and jobs run with runc or crun");
        assertThat(docker(h -> h.putArray("MaskedPaths").add("/proc/keys")))
                .hasSize(KernelSurface.MASKED.size() - 1)
                .contains("/proc/kcore is not hidden from the job");
        assertThat(docker(ObjectNode::removeAll)).hasSizeGreaterThan(15);
    }

    @Test
    void podmansRuntimeAndSharedMemoryAreLookedAt() {
        ObjectNode inspect = EngineClient.JSON.createObjectNode().put("OCIRuntime", "/usr/bin/crun");
        inspect.putObject("HostConfig").put("ShmSize", 32L << 20);
        assertThat(KernelSurface.podman(inspect, WISHED)).isEmpty();
        assertThat(KernelSurface.podman(EngineClient.JSON.createObjectNode(), WISHED))
                .hasSize(2);
    }

    /** Of a process that is confined as wished, with one line changed. */
    private InForce.Look look(String from, String to) throws IOException {
        StringBuilder mounts =
                new StringBuilder("1 0 0:1 / / ro - overlay o rw\n2 1 0:2 / /tmp rw,nosuid,nodev - tmpfs t rw\n"
                        + "3 1 0:3 / /artefacts rw - ext4 /dev/loop0 rw\n");
        for (String path : KernelSurface.MASKED)
            mounts.append("4 1 0:4 / ").append(path).append(" ro - tmpfs t ro\n");
        for (String path : KernelSurface.READ_ONLY)
            mounts.append("5 1 0:5 / ").append(path).append(" ro - proc p rw\n");
        Map<String, String> files = Map.of(
                "status",
                "Name:\tsh\nCapInh:\t0000\nCapPrm:\t0000\nCapEff:\t0000\nCapBnd:\t0000\nCapAmb:\t0000\nNoNewPrivs:\t1\n"
                        + "Seccomp:\t2\n",
                "limits",
                "Limit  Soft Limit  Hard Limit  Units\nMax processes  4096  4096  processes\n"
                        + "Max open files  8192  8192  files\n",
                "cgroup",
                "0::/docker/" + ID + "\n",
                "mountinfo",
                mounts.toString());
        for (var file : files.entrySet())
            Files.writeString(process.resolve(file.getKey()), file.getValue().replace(from, to));
        return InForce.look(process, WISHED, ID);
    }

    @Test
    void eachDifferenceThatTheKernelTellsIsNamed() throws Exception {
        assertThat(look("", "")).isInstanceOf(InForce.Look.Verified.class);
        Map<String, String> differences = Map.of(
                "Seccomp:\t2", "system calls are not filtered",
                "NoNewPrivs:\t1", "new privileges are not forbidden",
                "CapBnd:\t0000", "capabilities are left in CapBnd",
                "Max open files", "the limit 'Max open files' is unknown, wished 8192",
                "/ / ro", "the root is not read-only",
                "/artefacts", "the artefacts are not mounted",
                "rw,nosuid,nodev", "/tmp is not mounted nosuid,nodev",
                "/ /proc/sys ro", "/proc/sys is not read-only for the job",
                "/ /proc/keys ro", "/proc/keys is not hidden from the job");
        for (var one : differences.entrySet())
            assertThat(look(one.getKey(), "/other")).isEqualTo(new InForce.Look.Differs(List.of(one.getValue())));
        Files.delete(process.resolve("limits"));
        assertThat(InForce.look(process, WISHED, ID)).isInstanceOf(InForce.Look.Unseen.class);
    }

    private InForce.Look lookAtUser(Isolation wished, String status, String map) throws IOException {
        look("", "");
        Files.writeString(process.resolve("status"), Files.readString(process.resolve("status")) + status);
        for (String file : List.of("uid_map", "gid_map")) Files.writeString(process.resolve(file), map);
        return InForce.look(process, wished, ID);
    }

    @Test
    void userOfTheJobAndItsNamespaceAreComparedWithTheLeases() throws Exception {
        long uid = IsolationContract.UID;
        Isolation mapped = WISHED.ofUser(uid);
        String as = "Uid:\t%1$d\t%1$d\t%1$d\t%1$d\nGid:\t%1$d\t%1$d\t%1$d\t%1$d\nGroups:\t%2$s \n";
        String mine = as.formatted(uid, "");
        String map = "         0 2100000000      65536\n";
        assertThat(lookAtUser(mapped, mine, map)).isInstanceOf(InForce.Look.Verified.class);
        assertThat(lookAtUser(mapped, as.formatted(uid, uid), map)).isInstanceOf(InForce.Look.Verified.class);
        assertThat(lookAtUser(mapped, as.formatted(0, "0 27"), map))
                .isEqualTo(new InForce.Look.Differs(List.of(
                        "the job's Uid on this machine is 0 0 0 0, wished " + uid,
                        "the job's Gid on this machine is 0 0 0 0, wished " + uid,
                        "the job has the groups 0 27 on this machine, wished none but " + uid)));
        assertThat(lookAtUser(mapped, mine.replaceFirst("\t" + uid + "\n", "\t0\n"), map))
                .as("a saved id")
                .isInstanceOf(InForce.Look.Differs.class);
        String none = "         0          0 4294967295\n";
        for (String other : List.of(none, map + "     65536      65536          1\n", ""))
            assertThat(((InForce.Look.Differs) lookAtUser(mapped, mine, other)).differences())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("uid_map of the job's user namespace is '")
                    .endsWith("', wished '0 2100000000 65536'");

        Isolation plain =
                new Isolation(500, 64L << 20, 32, uid + ":" + uid, Path.of("/a"), List.of(), Map.of()).ofUser(uid);
        String own = Files.readString(Path.of("/proc/self/uid_map"));
        assertThat(lookAtUser(plain, mine, own)).isInstanceOf(InForce.Look.Verified.class);
        assertThat(lookAtUser(plain, mine, map)).isInstanceOf(InForce.Look.Differs.class);
    }

    @Test
    void profileAllowsByNameOnlyAndNamesNothingThatLeadsOut() throws Exception {
        JsonNode profile = EngineClient.JSON.readTree(SeccompProfile.JOB.text());
        assertThat(profile.path("defaultAction").asText()).isEqualTo("SCMP_ACT_ERRNO");
        Set<String> whole = new TreeSet<>();
        Set<String> partly = new TreeSet<>();
        for (JsonNode rule : profile.path("syscalls"))
            if (rule.path("action").asText().equals("SCMP_ACT_ALLOW"))
                rule.path("names").forEach(n -> (rule.path("args").isEmpty() ? whole : partly).add(n.asText()));
        assertThat(partly).containsExactly("clone", "mknod", "mknodat", "personality", "socket", "socketpair");
        assertThat(whole)
                .hasSizeGreaterThan(300)
                .doesNotContainAnyElementsOf(partly)
                .doesNotContain(
                        "clone3", "unshare", "setns", "ptrace", "bpf", "mount", "keyctl", "socketcall", "userfaultfd");
        assertThat(partly)
                .as("32-bit programs make these by one call, which the profile allows whole")
                .noneMatch(name -> name.matches("(sem|shm|msg)(get|ctl|op|timedop|at|dt|snd|rcv)"));
        assertThat(errno(profile, "socketcall"))
                .as("that of socket and socketpair")
                .isEqualTo(38);
        assertThat(whole).noneMatch(name -> name.startsWith("io_uring") || name.startsWith("process_vm"));
        assertThat(SeccompProfile.JOB.text()).doesNotContain("unconfined");
    }

    /** What a call by this name is answered whatever its arguments are; 0 where no rule of the profile says it. */
    private static int errno(JsonNode profile, String name) {
        for (JsonNode rule : profile.path("syscalls"))
            for (JsonNode one : rule.path("names"))
                if (one.asText().equals(name) && rule.path("args").isEmpty())
                    return rule.path("errnoRet").asInt();
        return 0;
    }
}
