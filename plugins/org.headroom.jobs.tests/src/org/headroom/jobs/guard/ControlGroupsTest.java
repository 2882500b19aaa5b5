package org.headroom.jobs.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.headroom.jobs.guard.ControlGroups.Group;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControlGroupsTest {
    private static final String ID = "0ffb24415da291e599074e4f16970de8cb246e795a89dca976b8abfa083ae021";
    private static final List<String> MOUNTS = List.of(
            "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw",
            "31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755",
            "37 31 0:34 / /sys/fs/cgroup/freezer rw,relatime shared:9 - cgroup cgroup rw,freezer",
            "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/docker/ID",
                "0::/system.slice/docker-ID.scope",
                "0::/machine.slice/libpod-ID.scope/container",
                "0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-ID.scope/container/a/b",
                "6:freezer:/libpod_parent/libpod-ID",
                "4:memory:/../../libpod_parent/libpod-ID/below"
            })
    void processInTheContainersGroupOrBelowIsFound(String line) {
        assertThat(ControlGroups.contain(List.of("9:name=systemd:/", line.replace("ID", ID)), ID))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0::/libpod_parent/libpod-conmon-ID",
                "0::/machine.slice/libpod-conmon-ID.scope",
                "0::/docker/OTHER",
                "0::/docker/IDa",
                "0::/docker/aID",
                "0::/",
                "0::",
                "0:/docker/ID",
                ""
            })
    void monitorOtherContainersAndMalformedLinesAreNot(String line) {
        String text = line.replace("ID", ID).replace("OTHER", "ab".repeat(32));
        assertThat(ControlGroups.contain(List.of(text), ID)).isFalse();
    }

    @Test
    void groupEndsWhereTheContainerIsNamedAndIsFoundWhereItIsMounted() {
        List<Group> groups =
                ControlGroups.of(List.of("6:freezer:/docker/" + ID + "/nested", "0::/docker/" + ID, "4:memory:/"), ID);
        assertThat(groups).containsExactly(new Group("freezer", "/docker/" + ID), new Group("", "/docker/" + ID));
        assertThat(ControlGroups.controlledBy("freezer", groups, MOUNTS))
                .contains(Path.of("/sys/fs/cgroup/freezer/docker", ID));
        assertThat(ControlGroups.unified(groups, MOUNTS)).contains(Path.of("/sys/fs/cgroup/unified/docker", ID));
    }

    @Test
    void groupOutsideOfWhatIsMountedHereIsNowhere() {
        List<Group> groups = ControlGroups.of(List.of("0::/../docker/" + ID), ID);
        assertThat(ControlGroups.unified(groups, MOUNTS)).isEmpty();
        List<String> below = List.of("41 31 0:38 /pod\\040one /sys/fs/cg\\040x rw - cgroup2 cgroup2 rw", "bad line");
        assertThat(ControlGroups.unified(List.of(new Group("", "/docker/x")), below))
                .isEmpty();
        assertThat(ControlGroups.unified(List.of(new Group("", "/pod one/x")), below))
                .contains(Path.of("/sys/fs/cg x/x"));
    }
}
