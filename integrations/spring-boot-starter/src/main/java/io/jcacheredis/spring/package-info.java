/** The provider in Spring Boot: auto-configuration, and what it makes. */
@NullMarked
package io.jcacheredis.spring;

import org.jspecify.annotations.NullMarked;
