package org.headroom.jobs;

import java.util.List;
import java.util.stream.Stream;

/** A program that makes system calls and prints what became of each. */
final class SystemCalls {
    /** Each is EPERM, so that the filter is known to have refused it; only clone3 is ENOSYS, so that clone is used. */
    static final List<String> REFUSED = Stream.of(
                    "unshare user",
                    "setns",
                    "clone user",
                    "ptrace",
                    "process_vm_readv",
                    "socket packet",
                    "socket vsock",
                    "socket alg",
                    "socket netfilter",
                    "socket raw",
                    "socket mptcp",
                    "io_uring_setup",
                    "bpf",
                    "perf_event_open",
                    "keyctl",
                    "add_key",
                    "request_key",
                    "userfaultfd",
                    "mount",
                    "umount2",
                    "fsopen",
                    "open_tree",
                    "move_mount",
                    "mount_setattr",
                    "pivot_root",
                    "open_by_handle_at",
                    "name_to_handle_at",
                    "kexec_load",
                    "init_module",
                    "swapon",
                    "reboot",
                    "syslog",
                    "acct",
                    "quotactl",
                    "personality",
                    "mknod device")
            .map(name -> "refused " + name + " 1")
            .toList();

    static final List<String> WORKING = List.of(
            "works clone3 absent",
            "works threads",
            "works socket unix",
            "works socket tcp",
            "works socket udp6",
            "works socket route",
            "works memfd_create",
            "works get_mempolicy",
            "works set_mempolicy",
            "works sched_setaffinity",
            "works pidfd_open",
            "works membarrier",
            "works io_setup",
            "works epoll_create1",
            "works close_range",
            "works mkfifo",
            "works personality");

    static final String PROGRAM = """
            #define _GNU_SOURCE
            #include <errno.h>
            #include <fcntl.h>
            #include <linux/sched.h>
            #include <pthread.h>
            #include <sched.h>
            #include <stdio.h>
            #include <string.h>
            #include <sys/epoll.h>
            #include <sys/socket.h>
            #include <sys/stat.h>
            #include <sys/syscall.h>
            #include <sys/sysmacros.h>
            #include <unistd.h>
            static void refused(const char *name, long result) {
                printf("refused %s %d\\n", name, result < 0 ? errno : 0);
            }
            static void works(const char *name, long result) {
                if (result >= 0) printf("works %s\\n", name);
                else printf("works not %s: %s\\n", name, strerror(errno));
            }
            static void *run(void *nothing) { return nothing; }
            #define CALL(name, ...) refused(#name, syscall(SYS_##name, ##__VA_ARGS__, 0, 0, 0, 0))
            int main(void) {
                refused("unshare user", unshare(CLONE_NEWUSER));
                refused("setns", setns(open("/proc/self/ns/uts", O_RDONLY), 0));
                long child = syscall(SYS_clone, CLONE_NEWUSER | 17, 0, 0, 0, 0);
                if (child == 0) _exit(0);
                refused("clone user", child);
                CALL(ptrace);
                CALL(process_vm_readv, getpid());
                refused("socket packet", socket(17, SOCK_DGRAM, 0));
                refused("socket vsock", socket(40, SOCK_STREAM, 0));
                refused("socket alg", socket(38, SOCK_SEQPACKET, 0));
                refused("socket netfilter", socket(16, SOCK_RAW, 12));
                refused("socket raw", socket(2, SOCK_RAW, 1));
                refused("socket mptcp", socket(2, SOCK_STREAM, 262));
                CALL(io_uring_setup, 1);
                CALL(bpf);
                CALL(perf_event_open);
                CALL(keyctl);
                CALL(add_key);
                CALL(request_key);
                CALL(userfaultfd);
                CALL(mount);
                CALL(umount2);
                CALL(fsopen);
                CALL(open_tree);
                CALL(move_mount);
                CALL(mount_setattr);
                CALL(pivot_root);
                CALL(open_by_handle_at);
                CALL(name_to_handle_at);
                CALL(kexec_load);
                CALL(init_module);
                CALL(swapon);
                CALL(reboot);
                CALL(syslog, 3);
                CALL(acct);
                CALL(quotactl);
                CALL(personality, 0x0040000);
                refused("mknod device", mknod("/artefacts/device", S_IFCHR | 0600, makedev(1, 3)));
                works("clone3 absent", syscall(SYS_clone3, 0, 0) < 0 && errno == ENOSYS ? 0 : -1);
                pthread_t thread;
                works("threads", -pthread_create(&thread, 0, run, 0));
                pthread_join(thread, 0);
                works("socket unix", socket(1, SOCK_STREAM | SOCK_CLOEXEC, 0));
                works("socket tcp", socket(2, SOCK_STREAM | SOCK_NONBLOCK, 6));
                works("socket udp6", socket(10, SOCK_DGRAM, 0));
                works("socket route", socket(16, SOCK_RAW | SOCK_CLOEXEC, 0));
                works("memfd_create", syscall(SYS_memfd_create, "x", 0));
                works("get_mempolicy", syscall(SYS_get_mempolicy, 0, 0, 0, 0, 0));
                works("set_mempolicy", syscall(SYS_set_mempolicy, 0, 0, 0));
                cpu_set_t cores;
                sched_getaffinity(0, sizeof cores, &cores);
                works("sched_setaffinity", sched_setaffinity(0, sizeof cores, &cores));
                works("pidfd_open", syscall(SYS_pidfd_open, getpid(), 0));
                works("membarrier", syscall(SYS_membarrier, 0, 0, 0));
                long context = 0;
                works("io_setup", syscall(SYS_io_setup, 1, &context));
                works("epoll_create1", epoll_create1(0));
                works("close_range", syscall(SYS_close_range, 900, 1000, 0));
                works("mkfifo", mkfifo("/artefacts/pipe", 0600));
                works("personality", syscall(SYS_personality, 0));
                return 0;
            }
            """;

    private SystemCalls() {}
}
