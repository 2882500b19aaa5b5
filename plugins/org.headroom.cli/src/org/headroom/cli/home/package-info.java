/** Folders that commands keep their files in. */
@org.jspecify.annotations.NullMarked
package org.headroom.cli.home;
