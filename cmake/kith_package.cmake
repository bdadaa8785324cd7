# `ninja -C build/release package`: a Debian package of the program, its scenarios, manual pages and
# shell completion. What it depends on is found by dpkg-shlibdeps.
if(TARGET kith)
  set(manual "${PROJECT_BINARY_DIR}/manual")
  add_custom_command(OUTPUT "${manual}/completion/kith"
    COMMAND "${PROJECT_SOURCE_DIR}/tools/make_manual" "$<TARGET_FILE:kith>" "${manual}"
    DEPENDS kith "${PROJECT_SOURCE_DIR}/tools/make_manual" VERBATIM)
  add_custom_target(manual ALL DEPENDS "${manual}/completion/kith")
  install(DIRECTORY "${manual}/man/" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
  install(DIRECTORY "${manual}/completion/" DESTINATION "${CMAKE_INSTALL_DATADIR}/bash-completion/completions"
    COMPONENT program)
  install(FILES NOTICE CHANGELOG.md README.md DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT program)
endif()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME kith)
set(CPACK_PACKAGE_CONTACT "Kith <kith@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGE_DESCRIPTION
  "Scores every missing person of a case against all remains by exact pedigree likelihood ratios and weighted descriptions, \
and proposes identifications for experts to decide.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS gnuplot-nox)
include(CPack)
