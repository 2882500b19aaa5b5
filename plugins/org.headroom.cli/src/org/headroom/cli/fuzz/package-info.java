@org.jspecify.annotations.NullMarked
package org.headroom.cli.fuzz;
